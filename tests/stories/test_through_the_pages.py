"""Stories through the pages: 补领, 换领, 一次性告知, 不予受理, 退回补正, 不予签发, 质量不合格."""

import pytest
from tests.cases import world
from tests.cases.world import Outside
from tests.web import office
from tests.web.office import RENEWAL, at, produced, signed_off, stage, taken_in, typed
from tests.web.screens import PASSWORD

from guizheng.cases.application.models import Application
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db


def _collected(case: str) -> None:
    issuer = at(world.ISSUER)
    page = issuer.open(f"/counter/collection/{case}/")
    page = issuer.send(page, "record_arrival-fit", **{"record_arrival-fit": "on"})
    assert stage(page) == "ready"
    page = issuer.open(f"/counter/collection/{case}/")
    page = issuer.send(page, "hand_over-receipt", **{"hand_over-new_card_checked": "on", "hand_over-scanner": "holder"})
    assert stage(page) == "collected"


def _ready_to_collect(case: str) -> None:
    clerk = at(world.CLERK)
    clerk.send(clerk.open(f"/case/{case}/"), "means", means="cash")
    assert stage(signed_off(at(world.SIGNER), case)) == "signed"
    produced()


def test_a_lost_card_is_replaced_and_stays_reported_lost(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    person = persons.find(world.LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST]
    _ready_to_collect(case)
    _collected(case)
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST, State.IN_FORCE]


def test_a_card_that_ends_is_renewed_and_the_old_one_handed_back(house: Outside) -> None:
    case = taken_in(at(world.CLERK), world.WANG, **RENEWAL)
    _ready_to_collect(case)
    _collected(case)
    person = persons.find(world.WANG)
    assert person is not None
    states = [cards.state(card) for card in cards.of(person)]
    assert states[-1] == State.IN_FORCE
    assert states[0] in (State.HANDED_IN, State.REPLACED)


def test_one_notice_names_everything_and_the_filing_goes_on(house: Outside) -> None:
    clerk = at(world.CLERK)
    ruling = typed(clerk, papers=None, evidence=None)
    assert "一次性告知" in ruling.text
    notice = clerk.send(ruling, "version")
    number = notice.mark("number").text
    start = clerk.open("/counter/intake/")
    page = clerk.send(start, "notice", notice=number)
    page = clerk.send(page, "stay_ground", papers=["residence_permit"], evidence=["residence_permit"])
    page = clerk.send(page, "version")
    page = clerk.send(page, "scanner", scanner="holder")
    accepted = clerk.send(page, "version")
    assert accepted.mark("number").text == number
    assert stage(clerk.open(f"/case/{accepted.mark('number').attrs['data-case']}/")) == "review"


def test_a_refusal_shows_every_ground_with_its_clause_and_remedy(house: Outside) -> None:
    house.population.people[world.LI] = world.on_file(world.LI, active_service=True)
    clerk = at(world.CLERK)
    ruling = typed(clerk, stay_ground="none", evidence=None, papers=None)
    assert ruling.text.count("办法：") >= 2
    assert "《意见》二（一）1" in ruling.text
    done = clerk.send(ruling, "version")
    assert "不予受理" in done.text
    assert "不予受理通知书" in done.text


def test_what_is_sent_back_is_mended_and_goes_on(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    reviewer, clerk = at(world.REVIEWER), at(world.CLERK)
    page = reviewer.open(f"/desk/signoff/{case}/")
    page = reviewer.send(page, "send_back-what", **{"send_back-what": "重新拍摄照片\n补录电话"})
    assert stage(page) == "sent_back"
    assert case in clerk.open("/counter/sent-back/").text
    page = clerk.open(f"/case/{case}/")
    page = clerk.send(page, "mend-note", **{"mend-note": "已重新核对", "mend-contact": "13900000000"})
    assert stage(page) == "review"
    assert Application.objects.at(case).contact == "13900000000"


def test_a_declined_case_tells_why_and_the_fee_goes_back(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    clerk, signer = at(world.CLERK), at(world.SIGNER)
    clerk.send(clerk.open(f"/case/{case}/"), "means", means="cash")
    page = signer.open(f"/desk/signoff/{case}/")
    said = {"decline_to_sign-reason": "经核实不是本人申请", "decline_to_sign-contact": "金水分局 000-0000"}
    page = signer.send(page, "decline_to_sign-reason", **said, **{"decline_to_sign-password": PASSWORD})
    assert stage(page) == "declined"
    assert "待退费" in page.text
    page = clerk.send(clerk.open(f"/case/{case}/"), "refund-ground")
    assert "已退费" in page.text


def test_a_term_is_extended_by_two_persons_and_never_by_one(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    first, second = at(world.ADMIN), at(world.ADMIN_2)
    said = {"extend-days": "20", "extend-ground": "poor_transport_at_home", "extend-why": "大雪封山,证件送达延迟"}
    first.send(first.open(f"/case/{case}/"), "extend-days", **said)
    page = first.open("/desk/extension/")
    assert "大雪封山" in page.text
    alone = first.send(page, "digest", answer="confirm")
    assert alone.status == 403
    second.send(second.open("/desk/extension/"), "digest", answer="confirm")
    page = second.open(f"/case/{case}/")
    assert "第 0 天 / 共 80 天" in page.text


def test_a_faulty_card_is_made_again(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    _ready_to_collect(case)
    issuer = at(world.ISSUER)
    page = issuer.open(f"/counter/collection/{case}/")
    page = issuer.send(page, "record_rejected-reason", **{"record_rejected-reason": "卡面划伤"})
    assert stage(page) == "signed"
    office.produced()
    assert Application.objects.at(case).attempt == 2
    _collected(case)
