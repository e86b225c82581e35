"""挂失和解除的窗口 B1 B2: from the number to the receipt, finger by finger; undone by two officers, told to police."""

from typing import Any

import pytest
from tests.cases import steps, world
from tests.cases.world import LI, Outside, hand
from tests.web.office import at
from tests.web.screens import PASSWORD, Screen

from guizheng.cases.application.models import Application
from guizheng.cases.loss.models import LossReport
from guizheng.cases.spine import Case
from guizheng.conf.browsing import Page
from guizheng.gateways.fingerprint import Comparison
from guizheng.ledger.models import Look
from guizheng.organs.models import Appointment, Officer
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db
SECOND = hand("120012", "武受理", "reception", world.HALL)


def states() -> list[State]:
    person = persons.find(LI)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def second() -> Screen:
    officer = Officer.objects.create(number=SECOND.officer, name=SECOND.name, password=PASSWORD)
    Appointment.objects.create(
        officer=officer, authority_id=SECOND.authority, post=SECOND.post, since=world.later(-900).date()
    )
    return at(SECOND)


def entered(clerk: Screen, page: str = "/counter/loss/", number: str = LI) -> Page:
    return clerk.send(clerk.open(page), "id_number", id_number=number)


def compared(clerk: Screen, page: Page, who: str = "holder", **more: Any) -> Page:
    return clerk.send(page, "finger", scanner=who, **more)


def ruled(clerk: Screen, **typed: Any) -> Page:
    page = compared(clerk, entered(clerk))
    return clerk.send(page, "event", **({"lost_on": "2026-03-01", "lost_where": "天津站"} | typed))


def reported(clerk: Screen, **typed: Any) -> Page:
    return clerk.send(ruled(clerk, **typed), "version")


def test_a_loss_is_reported_from_the_number_to_the_receipt(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = entered(clerk)
    assert "将挂失" in page.text
    page = compared(clerk, page)
    assert "指纹比对通过" in page.text
    page = clerk.send(page, "event", lost_on="2026-03-01", phone_lost="on", contact="li@example.org")
    assert "当场受理" in page.text
    page = clerk.send(page, "version")
    case = Case.objects.at(page.mark("number").attrs["data-case"])
    assert (case.stage, states()) == ("reported", [State.REPORTED_LOST])
    assert "居民身份证挂失申报回执" in page.text
    assert LossReport.objects.at(case.id).form["phone_lost"] is True
    assert not [url for url in clerk.urls if LI in url or LI[6:14] in url]
    for paper in [mark.attrs["href"] for mark in page.marks if ".pdf" in mark.attrs.get("href", "")]:
        assert clerk.client.get(paper).content.startswith(b"%PDF")


def test_the_event_that_can_not_be_is_told_beside_its_field(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(compared(clerk, entered(clerk)), "event", lost_on="2026-03-05", lost_where="天津站")
    assert (page.status, "不能晚于今天" in page.mark("id_lost_on-says").text) == (422, True)
    assert page.filled("event")[1]["lost_where"] == ["天津站"]


@pytest.mark.parametrize("number", ["12345", world.number("41010519770101931")])
def test_a_number_that_can_not_be_begins_nothing(house: Outside, number: str) -> None:
    clerk = at(world.CLERK)
    assert entered(clerk, number=number).status == 422
    assert entered(clerk, "/counter/lifting/", number=number).status == 422


def test_six_tries_then_the_officer_by_hand_and_how(house: Outside) -> None:
    house.fingerprint.compare = lambda *_: Comparison.MISMATCH  # type: ignore[method-assign]
    clerk = at(world.CLERK)
    page = entered(clerk)
    for _ in range(6):
        page = compared(clerk, page)
    assert "人工核验" in page.text
    page = clerk.send(page, "event")
    assert (page.status, "何种方式" in page.mark("id_confirmed_how-says").text) == (422, True)
    page = clerk.send(page, "event", confirmed_how="户口簿、社区民警辨认")
    page = clerk.send(page, "version")
    assert states() == [State.REPORTED_LOST]
    held = LossReport.objects.at(page.mark("number").attrs["data-case"])
    assert (held.form["confirmed_how"], len(held.form["tries"])) == ("户口簿、社区民警辨认", 6)


def test_an_identity_that_is_not_confirmed_is_refused_with_its_ground(house: Outside) -> None:
    clerk = at(world.CLERK)
    house.fingerprint.compare = lambda *_: Comparison.MISMATCH  # type: ignore[method-assign]
    page = entered(clerk)
    for _ in range(6):
        page = compared(clerk, page)
    page = clerk.send(page, "event", otherwise_confirmed="no")
    assert "为防止冒名挂失" in page.text
    page = clerk.send(page, "version")
    assert page.mark("number").attrs["data-outcome"] == "refuse"
    assert "不予受理通知书" in page.text
    assert states() == [State.IN_FORCE]


def test_a_child_without_a_guardian_gets_one_notice(house: Outside) -> None:
    world.card(world.enter(house.population.people[world.CHILD]), fingerprint=False)
    clerk = at(world.CLERK)
    page = clerk.send(entered(clerk, number=world.CHILD), "event")
    page = clerk.send(page, "version")
    assert page.mark("number").attrs["data-outcome"] == "notify"


def test_report_and_reissue_are_two_acts_on_one_page(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(
        ruled(clerk, contact="13800000000"),
        "reissue_too",
        papers=["residence_permit"],
        stay_ground="work",
        evidence=["residence_permit"],
        present_address="天津市和平区南京路1号",
        fingers=["right_thumb", "left_thumb"],
        live_photo="on",
        scanner="holder",
    )
    assert page.mark("also").attrs["data-stage"] == "review"
    also = Case.objects.at(page.mark("also").attrs["data-case"])
    assert Application.objects.at(also.id).request == "reissue"
    assert LossReport.objects.get().form["reissue_too"] is True
    assert states() == [State.REPORTED_LOST]


def test_what_is_wrong_with_the_reissue_leaves_both_unwritten(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(ruled(clerk), "reissue_too", stay_ground="no_such")
    assert page.status == 422
    assert (states(), Case.objects.count()) == ([State.IN_FORCE], 0)


def test_a_soldier_reports_like_everyone_and_is_seen_by_fewer(house: Outside) -> None:
    house.population.people[LI] = world.on_file(LI, active_service=True)
    clerk = at(world.CLERK)
    page = ruled(clerk)
    assert "文化路1号" not in page.text
    assert "补领不能在此同时受理" in page.text
    clerk.send(page, "version")
    assert states() == [State.REPORTED_LOST]


def lifting(screen: Screen, **typed: Any) -> Page:
    page = compared(screen, entered(screen, "/counter/lifting/"))
    return screen.send(page, "card_shown", **typed)


def test_the_report_is_lifted_with_the_card(house: Outside) -> None:
    clerk = at(world.CLERK)
    case = reported(clerk).mark("number").attrs["data-case"]
    page = clerk.send(lifting(clerk), "version")
    assert page.mark("number").attrs["data-outcome"] == "lift"
    assert (Case.objects.at(case).stage, states()) == ("lifted", [State.IN_FORCE])


def test_after_a_reissue_was_asked_for_the_refusal_is_printed(house: Outside) -> None:
    clerk = at(world.CLERK)
    reported(clerk)
    steps.accepted()
    page = lifting(clerk)
    assert "补领申请正在办理" in page.text
    page = clerk.send(page, "version")
    assert page.mark("number").attrs["data-outcome"] == "refuse"
    assert "不予解除挂失通知书" in page.text
    assert states() == [State.REPORTED_LOST]


def test_a_contested_report_is_undone_by_a_second_officer_and_the_police_hear(house: Outside) -> None:
    other = at(world.HOME_CLERK)
    reported(other)
    clerk = at(world.CLERK)
    page = clerk.send(lifting(clerk, contested="on"), "reason", reason="证件一直在本人手中")
    assert page.mark("number").attrs["data-outcome"] == "proposed"
    assert states() == [State.REPORTED_LOST]
    confirmer = second()
    page = confirmer.open("/counter/lifting/")
    where = next(mark for mark in page.text.split('"') if mark.startswith("/counter/lifting/restore/"))
    own = clerk.send(clerk.open(where), "digest", confirm="1", refuse=None)
    assert own.status == 403
    page = confirmer.send(confirmer.open(where), "digest", confirm="1", refuse=None)
    assert "已撤销冒名挂失" in page.text
    assert states() == [State.IN_FORCE]
    assert set(Case.objects.values_list("matter", "stage")) == {("loss", "lifted"), ("misuse", "filed")}
    assert Case.objects.get(matter="misuse").accepting_county == "410105"
    assert Look.objects.filter(page="restore", masked=False).exists()


def test_a_second_officer_may_say_no(house: Outside) -> None:
    clerk = at(world.CLERK)
    reported(clerk)
    clerk.send(lifting(clerk, contested="on"), "reason", reason="证件一直在本人手中")
    confirmer = second()
    where = next(one for one in confirmer.open("/counter/lifting/").text.split('"') if "/lifting/restore/" in one)
    page = confirmer.send(confirmer.open(where), "digest", refuse="1")
    assert "挂失继续有效" in page.text
    assert states() == [State.REPORTED_LOST]


def test_the_counter_speaks_english_when_switched(house: Outside) -> None:
    clerk = at(world.CLERK, english=True)
    page = ruled(clerk)
    assert "Accept: form and receipt" in page.text
    assert "right thumb" in clerk.open(page.url.removesuffix("ruling")).text
