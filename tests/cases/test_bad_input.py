"""录入差错: each gets its clear words, nothing is lost, nothing happens twice."""

import uuid

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, LI, SIGNER, WANG, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import SignChecks
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.ledger import events
from guizheng.ledger.papers import Paper
from guizheng.registers import persons
from guizheng.registers.losses import LossEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("4101051990030792", "18位", "18 characters"),
        ("41010519900307924A", "数字或X", "digit or X"),
        ("410105199002309247", "出生日期不存在", "no such day"),
        (LI[:17] + ("1" if LI[17] != "1" else "2"), "校验位不符", "check digit"),
        (world.number("99999919900307924"), "行政区划代码", "no division code"),
        (world.number("41010519900307926"), "查无此人", "nobody"),
    ],
)
def test_a_wrong_number_is_told_at_its_field_and_never_repeated(outside: Outside, typed: str, zh: str, en: str) -> None:
    with pytest.raises(BadInput) as error:
        acts.preview(acts.start(typed, by=CLERK, at=world.NOON).id, by=CLERK, at=world.NOON)
    assert error.value.field == "id_number"
    assert zh in error.value.says.zh
    assert en in error.value.says.en
    assert typed not in str(error.value)
    assert not Case.objects.exists()


def test_a_number_may_be_typed_with_spaces_and_a_small_x(outside: Outside) -> None:
    spaced = f"{LI[:6]} {LI[6:14]} {LI[14:].lower()}"
    assert acts.start(spaced, by=CLERK, at=world.NOON) == acts.start(LI, by=CLERK, at=world.NOON)


def test_a_second_open_application_is_told_where_the_first_one_stands(outside: Outside) -> None:
    first = steps.accepted()
    with pytest.raises(Conflict) as error:
        acts.start(LI, by=world.STRANGE_CLERK, at=later(1))
    assert first.number in error.value.says.zh
    assert "户籍地待审核签发" in error.value.says.zh
    assert Case.objects.count() == 1


def test_two_counters_at_the_same_moment_take_in_one_application(outside: Outside) -> None:
    """Both began before either was accepted: the second gets the conflict, and nothing of it is written."""
    here = steps.draft(by=CLERK)
    there = steps.draft(by=world.STRANGE_CLERK)
    acts.take_in(here, by=CLERK, at=later(minutes=1))
    before = Paper.objects.count(), LossEntry.objects.count(), Fee.objects.count()
    assert not world.Entrustment.objects.filter(accepting_id="510000000000").exists()
    _entrust_far()
    with pytest.raises(Conflict) as error:
        acts.take_in(there, by=world.STRANGE_CLERK, at=later(minutes=2))
    assert "不能重复受理" in error.value.says.zh
    assert (Paper.objects.count(), LossEntry.objects.count(), Fee.objects.count()) == before
    assert Draft.objects.at(there).closed_at is None


def _entrust_far() -> None:
    from datetime import date

    world.Entrustment.objects.create(
        home_id="410000000000", accepting_id="510000000000", number="委豫川1", since=date(2015, 7, 1), document=""
    )


def test_a_double_click_takes_in_once_and_answers_twice_the_same(outside: Outside) -> None:
    draft = steps.draft()
    first = acts.take_in(draft, by=CLERK, at=later(minutes=1))
    again = acts.take_in(draft, by=CLERK, at=later(minutes=1))
    assert again == first
    assert (Case.objects.count(), Fee.objects.count(), LossEntry.objects.count()) == (1, 1, 1)


def test_a_double_click_pays_once(outside: Outside) -> None:
    one, key = steps.accepted(), uuid.uuid4()
    first = acts.pay_fee(one.id, "cash", by=CLERK, at=later(), key=key)
    assert acts.pay_fee(one.id, "cash", by=CLERK, at=later(), key=key) == first
    assert Paper.objects.filter(kind="fee_receipt").count() == 1
    with pytest.raises(Conflict, match="已缴费"):
        acts.pay_fee(one.id, "cash", by=CLERK, at=later(), key=uuid.uuid4())


def test_a_key_of_one_act_is_no_key_of_another(outside: Outside) -> None:
    one, key = steps.accepted(), uuid.uuid4()
    acts.pay_fee(one.id, "cash", by=CLERK, at=later(), key=key)
    with pytest.raises(Conflict, match="另一事项"):
        acts.pay_fee(one.id, "card", by=CLERK, at=later(), key=key)


def test_two_officers_on_one_case_the_second_hears_who_did_what_and_when(outside: Outside) -> None:
    one = steps.accepted()
    acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1), version=one.version)
    reviewer = world.REVIEWER
    with pytest.raises(Conflict) as error:
        acts.send_back(one.id, ("照片",), by=reviewer, at=later(1), version=one.version)
    for part in ("宋签发", "410002", "审核签发", "2026-03-03 12:00:00"):
        assert part in error.value.says.zh
    assert "sign off" in error.value.says.en
    assert Case.objects.at(one.id).stage == "signed"


def test_a_payment_in_between_is_told_too(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    with pytest.raises(Conflict, match="缴费"):
        acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1), version=one.version)


def test_a_lost_connection_loses_nothing_typed(outside: Outside) -> None:
    draft = acts.start(LI, by=CLERK, at=world.NOON)
    acts.save(draft.id, steps.REISSUE, by=CLERK, at=later(minutes=2))
    found = acts.start(LI, by=CLERK, at=later(minutes=30))
    assert found.id == draft.id
    assert acts.read(found.id, by=CLERK)[1] == steps.REISSUE


def test_a_draft_typed_at_two_screens_is_not_overwritten_in_silence(outside: Outside) -> None:
    draft = acts.start(LI, by=CLERK, at=world.NOON)
    acts.save(draft.id, steps.REISSUE, by=world.AUXILIARY, at=later(minutes=1), version=draft.version)
    with pytest.raises(Conflict, match="120002"):
        acts.save(draft.id, steps.RENEWAL, by=CLERK, at=later(minutes=2), version=draft.version)


def test_the_number_typed_stands_sealed_and_not_in_the_url(outside: Outside) -> None:
    draft = acts.start(WANG, by=CLERK, at=world.NOON)
    assert WANG not in str(draft.id)
    assert draft.number_sealed != WANG


def test_a_draft_belongs_to_its_counter(outside: Outside) -> None:
    draft = steps.draft()
    with pytest.raises(Forbidden, match="另一受理点"):
        acts.read(draft, by=world.STRANGE_CLERK)
    with pytest.raises(Forbidden, match="受理岗"):
        acts.read(draft, by=SIGNER)


def test_a_failure_in_the_middle_leaves_nothing_half_done(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing written fails: number, case, fee, loss report, papers and events are all taken back."""
    draft = steps.draft()
    person = persons.find(LI)
    assert person is not None
    before = len(events.trace(person.id))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("guizheng.cases.application.notices.send", broken)
        with pytest.raises(RuntimeError):
            acts.take_in(draft, by=CLERK, at=later(minutes=1))
    assert (Case.objects.count(), Application.objects.count(), Paper.objects.count()) == (0, 0, 0)
    assert (Fee.objects.count(), LossEntry.objects.count(), len(events.trace(person.id))) == (0, 0, before)
    done = acts.take_in(draft, by=CLERK, at=later(minutes=2))
    assert done.number.endswith("00001")


def test_an_old_card_of_somebody_else_is_refused_at_its_field(outside: Outside) -> None:
    form = msgspec.structs.replace(steps.REISSUE, old_card=uuid.uuid4())
    with pytest.raises(BadInput) as error:
        acts.preview(steps.draft(LI, form), by=CLERK, at=world.NOON)
    assert error.value.field == "old_card"


@pytest.mark.parametrize(
    ("field", "entries"),
    [
        ("guardian_name", {"presence": "self_with_guardian"}),
        ("relief_proof", {"relief": "minimum_living"}),
        ("priority_reason", {"priority": True}),
        ("lost_on", {"lost_on": "2026-02-30"}),
        ("lost_on", {"lost_on": "2026-03-03"}),
        ("confirmed_how", {"print_sample": "other"}),
    ],
)
def test_an_entry_that_cannot_be_is_told_at_its_field(outside: Outside, field: str, entries: dict[str, object]) -> None:
    draft = steps.draft(LI, msgspec.convert({**msgspec.to_builtins(steps.REISSUE), **entries}, type(steps.REISSUE)))
    for act in (acts.preview, acts.take_in):
        with pytest.raises(BadInput) as error:
            act(draft, by=CLERK, at=world.NOON)
        assert error.value.field == field
    assert not Case.objects.exists()


def test_prints_that_do_not_agree_are_decided_by_hand_with_a_reason(outside: Outside) -> None:
    form = msgspec.structs.replace(steps.REISSUE, print_sample="other", confirmed_how="核对户口簿和人像")
    done = steps.filed(LI, form)
    assert done.outcome == "accept"
    assert Application.objects.at(steps.case(done).id).form["confirmed_how"] == "核对户口簿和人像"
