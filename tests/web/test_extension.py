"""延长 A4: one person proposes on the case page, another approves or refuses at the desk; near and late are listed."""

import pytest
import time_machine
from tests.cases import steps, world
from tests.cases.world import Outside
from tests.web.office import at

from guizheng.cases.spine import Case

pytestmark = pytest.mark.django_db
ASKED = {"extend-days": "10", "extend-ground": "poor_transport_at_home", "extend-why": "大雪封山"}


def proposed(one: Case, **changes: str) -> None:
    admin = at(world.ADMIN)
    page = admin.send(admin.open(f"/case/{one.id}/"), "extend-days", **(ASKED | changes))
    assert page.status == 200, page.text


def test_two_persons_extend_and_the_applicant_gets_a_paper(house: Outside) -> None:
    one = steps.accepted()
    proposed(one)
    first = at(world.ADMIN)
    page = first.open("/desk/extension/")
    assert "大雪封山" in page.text
    assert "测试名单〔2015〕1号" in page.text
    assert first.send(page, "digest", answer="confirm").status == 403
    second = at(world.ADMIN_2)
    page = second.send(second.open("/desk/extension/"), "digest", answer="confirm")
    assert "告知书编号" in page.text
    assert Case.objects.at(one.id).extended_by == 10
    assert "没有待批准的延长" in page.text
    assert "延长后期限" in second.open(f"/case/{one.id}/").text


def test_who_does_not_agree_leaves_the_term_as_it_is(house: Outside) -> None:
    one = steps.accepted()
    proposed(one)
    second = at(world.ADMIN_2)
    page = second.send(second.open("/desk/extension/"), "digest", answer="refuse")
    assert "期限不变" in page.text
    assert Case.objects.at(one.id).extended_by == 0


def test_a_county_that_is_not_listed_is_told_beside_the_form(house: Outside) -> None:
    one = steps.accepted()
    admin = at(world.ADMIN)
    sent = ASKED | {"extend-ground": "poor_transport_here"}
    page = admin.send(admin.open(f"/case/{one.id}/"), "extend-days", **sent)
    assert page.status == 422
    assert "只有交通不便地区" in page.text


def test_the_county_sees_what_is_near_at_all_its_points(house: Outside) -> None:
    one = steps.accepted()
    assert one.number not in at(world.ADMIN).open("/desk/extension/").text
    with time_machine.travel(world.later(55), tick=False):
        assert one.number in at(world.ADMIN).open("/desk/extension/").text
        assert one.number in at(world.ADMIN).open("/").text
