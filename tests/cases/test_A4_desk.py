"""户籍地审核签发、退回补正、不予签发 A4: the home desk, each way out of it, and who may take it."""

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, LI, REVIEWER, SIGNER, Outside, later

from guizheng.cases.application import acts, signature
from guizheng.cases.application.forms import Mending, SignChecks
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.errors import BadInput, Forbidden
from guizheng.cases.spine import Case
from guizheng.ledger.papers import Paper
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db


def test_the_signature_holds_over_the_frozen_data_and_names_the_officer(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    held = Application.objects.at(one.id)
    assert held.signed is not None
    assert held.signed["signer"]["officer"] == "410002"
    assert (held.signed["valid_from"], held.signed["valid_to"]) == ("2026-03-03", "2046-03-03")
    assert signature.holds(held.signed, held.signature)
    assert not signature.holds({**held.signed, "name": "李大红"}, held.signature)
    assert not signature.holds(held.signed, "")
    assert LI not in str(held.signed)


def test_no_card_is_ordered_when_the_signature_does_not_hold(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    held = Application.objects.at(one.id)
    held.signed = {**(held.signed or {}), "name": "李大红"}
    held.save()
    with pytest.raises(Forbidden, match="签名无效"):
        acts.order_production(one.id, by=world.MAKER, at=later(1))
    steps.work(later(1))
    assert not outside.production.orders


def test_what_is_sent_back_is_mended_and_signed(outside: Outside) -> None:
    one = steps.accepted()
    acts.send_back(one.id, ("人像偏暗,请重拍", " "), by=REVIEWER, at=later(1))
    assert Case.objects.at(one.id).stage == "sent_back"
    with pytest.raises(BadInput):
        acts.mend(one.id, Mending(portrait="ab" * 32), by=CLERK, at=later(2))
    acts.mend(one.id, Mending(portrait="ab" * 32, note="已重拍"), by=CLERK, at=later(2))
    assert steps.signed(one).stage == "signed"
    held = Application.objects.at(one.id)
    assert held.portrait == "ab" * 32
    assert [(line["kind"], line["text"]) for line in held.remarks] == [
        ("send_back", "人像偏暗,请重拍"),
        ("mend", "已重拍"),
    ]


def test_sending_back_names_what_is_to_be_mended(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(BadInput):
        acts.send_back(one.id, ("",), by=REVIEWER, at=later(1))


def test_a_declined_case_ends_with_paper_and_refund_and_the_loss_report_stays(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    done = acts.decline_to_sign(one.id, "指纹与登记不符,疑为冒领", "金水分局 0371-00000000", by=SIGNER, at=later(2))
    assert (done.stage, [paper.kind for paper in done.papers]) == ("declined", ["decline"])
    fee = Fee.objects.get(bucket=one.bucket, case_uid=one.id)
    assert (fee.refund_due, fee.refunded_at) == (True, None)
    acts.refund(one.id, "", by=CLERK, at=later(3))
    assert Fee.objects.get(bucket=one.bucket, case_uid=one.id).refunded_at == later(3)
    person = persons.find(LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST]
    assert steps.filed(at=later(4)).outcome == "accept"


@pytest.mark.parametrize(("reason", "contact"), [("", "电话"), ("不符", "电话"), ("指纹与登记不符", " ")])
def test_declining_needs_a_detailed_reason_and_a_contact(outside: Outside, reason: str, contact: str) -> None:
    one = steps.accepted()
    with pytest.raises(BadInput):
        acts.decline_to_sign(one.id, reason, contact, by=SIGNER, at=later(2))
    assert Case.objects.at(one.id).stage == "review"


@pytest.mark.parametrize("check", ["identity_confirmed", "photo_fit", "prints_fit", "particulars_right"])
def test_a_check_that_does_not_hold_is_no_signature(outside: Outside, check: str) -> None:
    one = steps.accepted()
    checks = msgspec.structs.replace(SignChecks(), **{check: False})
    with pytest.raises(Forbidden, match="不能签发"):
        acts.sign_off(one.id, checks, by=SIGNER, at=later(1))
    assert Application.objects.at(one.id).signature == ""


def test_a_change_of_the_register_since_intake_is_shown_and_stops_the_signature(outside: Outside) -> None:
    one = steps.accepted()
    outside.population.people[LI] = world.on_file(LI, "李小红", address="河南省郑州市金水区花园路9号")
    seen = acts.review(one.id, SignChecks(), by=SIGNER, at=later(1))
    assert seen.changes is not None
    assert [(one.item, one.now) for one in seen.changes] == [("address", "河南省郑州市金水区花园路9号")]
    with pytest.raises(Forbidden):
        acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1))


def test_a_register_that_does_not_answer_is_unknown_and_nothing_is_signed(outside: Outside) -> None:
    one = steps.accepted()
    outside.population.silent = True
    assert acts.review(one.id, SignChecks(), by=SIGNER, at=later(1)).changes is None
    with pytest.raises(Forbidden):
        acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1))


def test_nobody_signs_what_they_took_in(outside: Outside) -> None:
    one = steps.accepted()
    Case.objects.filter(bucket=one.bucket, id=one.id).update(taken_in_by=SIGNER.officer)
    with pytest.raises(Forbidden):
        acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1))
    with pytest.raises(Forbidden, match="不得为同一人"):
        acts.decline_to_sign(one.id, "指纹与登记不符", "电话", by=SIGNER, at=later(1))


@pytest.mark.parametrize("hand", [CLERK, REVIEWER, world.STRANGER, world.ADMIN])
def test_only_the_home_signer_signs(outside: Outside, hand: world.Hand) -> None:
    one = steps.accepted()
    with pytest.raises(Forbidden):
        acts.sign_off(one.id, SignChecks(), by=hand, at=later(1))
    assert not Paper.objects.filter(kind="decline").exists()


def test_a_change_of_the_register_is_mended_by_what_it_says_now(outside: Outside) -> None:
    one = steps.accepted()
    outside.population.people[LI] = world.on_file(LI, "李小红", address="河南省郑州市金水区花园路9号")
    acts.send_back(one.id, ("户籍地址已变动",), by=REVIEWER, at=later(1))
    acts.mend(one.id, Mending(note="按现登记更正"), by=CLERK, at=later(2))
    steps.signed(one, later(3))
    assert (Application.objects.at(one.id).signed or {})["address"] == "河南省郑州市金水区花园路9号"


def test_a_household_that_moved_while_the_case_ran_takes_it_to_its_new_home(outside: Outside) -> None:
    one = steps.accepted()
    moved = world.on_file(LI, "李小红", home_division="510104", address="四川省成都市锦江区春熙路1号")
    outside.population.people[LI] = moved
    acts.send_back(one.id, ("户口已迁出",), by=REVIEWER, at=later(1))
    acts.mend(one.id, Mending(note="按现登记更正"), by=CLERK, at=later(2))
    assert Case.objects.at(one.id).home == world.FAR
    with pytest.raises(Forbidden, match="户籍地不是您的单位"):
        steps.signed(one, later(3))
    assert acts.sign_off(one.id, SignChecks(), by=world.STRANGER, at=later(3)).stage == "signed"
