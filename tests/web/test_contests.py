"""异议 A3: recorded on the page of a refused case, answered at the county's desk with a paper."""

import pytest
from tests.cases import steps, world
from tests.cases.world import ADMIN, CLERK, LI, Outside
from tests.web.office import at

pytestmark = pytest.mark.django_db


def test_from_the_counter_to_the_answer(house: Outside) -> None:
    house.population.people[LI] = world.on_file(LI, active_service=True)
    one = steps.case(steps.filed())
    clerk, admin = at(CLERK), at(ADMIN)
    page = clerk.send(clerk.open(f"/case/{one.id}/"), "said", said="无")
    assert "请写明申请人的异议" in page.text
    page = clerk.send(page, "said", said="本人已退出现役")
    assert "待答复" in page.text
    page = admin.open("/desk/contests/")
    assert "本人已退出现役" in page.text
    assert "李*红" in page.text
    short = admin.send(page, "words", outcome="undone", words="")
    assert short.status == 422
    page = admin.send(page, "words", outcome="undone", words="经核查已退出现役,原决定撤销")
    assert "答复书编号" in page.text
    assert "没有待答复的异议" in page.text
    page = clerk.open(f"/case/{one.id}/")
    assert "已撤销原决定" in page.text
    assert "异议答复书" in page.text


def test_a_case_without_a_decision_offers_no_contest(house: Outside) -> None:
    one = steps.accepted()
    assert "登记异议" not in at(CLERK).open(f"/case/{one.id}/").text
