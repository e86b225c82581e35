"""任意次序的办理: a machine that does anything in any order with any hand, and never gets a case out of its table.

Whatever the order, the hand, the fault outside: no case where the table has none, no fee without a case, no card but
signed by somebody else than who took it in, no two cards in force for one person, no step without its event.
GUIZHENG_EXAMPLES raises the number of examples.
"""

import os
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import msgspec
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis import seed as seeded
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.cases import steps, world
from tests.cases.world import LI, WANG, Outside

from guizheng.cases import jobs
from guizheng.cases.application import acts, signature
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import Collection, Mending, SignChecks
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.errors import CaseError
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.law.procedure import MOVES, Act, Matter, Stage, is_end
from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.ledger.jobs import run_next
from guizheng.registers import cards
from guizheng.registers.cards import Card, State
from guizheng.registers.persons import Person

EXAMPLES = int(os.environ.get("GUIZHENG_EXAMPLES") or (200 if connection.vendor == "sqlite" else 25))
STEPS = 50
F = TypeVar("F", bound=Callable[..., None])
SEED = 20150701

TWICE = world.hand(world.CLERK.officer, world.CLERK.name, "sign", world.HOME, appointment=7)
"""The clerk, who also holds an appointment as signer at the home county."""
ELSEWHERE = world.hand("410008", "豫发放", "issue", world.HOME_HALL)
HANDS = (
    world.CLERK,
    world.AUXILIARY,
    world.ISSUER,
    world.SIGNER,
    world.REVIEWER,
    world.STRANGER,
    world.STRANGE_CLERK,
    world.HOME_CLERK,
    world.MAKER,
    world.ADMIN,
    TWICE,
)
FORMS = (
    *(steps.REISSUE, steps.RENEWAL) * 3,
    msgspec.structs.replace(steps.REISSUE, evidence=(), papers=()),
    msgspec.structs.replace(steps.REISSUE, otherwise_confirmed=False, main_items_match=False),
)
COLLECTIONS = (
    Collection(print_finger="right_thumb", print_sample="own"),
    Collection(print_finger="right_thumb", print_sample="other"),
    Collection(old_card="lost_since"),
    Collection(old_card="withheld"),
    Collection(collector="other"),
)
PEOPLE = (LI, WANG)
done_of: Counter[str] = Counter()
TABLE: dict[str, dict[str, Any]] = {}
WEIGHTED: list[str] = []


def does(weight: int, **given: Any) -> Callable[[F], F]:
    """One kind of step, drawn so often. One rule draws among all: a rule each would let whole examples do without."""

    def keep(step: F) -> F:
        TABLE[step.__name__] = given
        WEIGHTED.extend([step.__name__] * weight)
        return step

    return keep


def near(right: Hand, *wrong: Hand) -> strategies.SearchStrategy[Hand]:
    """Mostly the right hand, often one that is nearly right, sometimes any."""
    return strategies.sampled_from((right,) * 6 + wrong * 3 + HANDS)


index = strategies.integers(0, 1)
clerks = near(world.CLERK, world.STRANGE_CLERK, world.HOME_CLERK, world.AUXILIARY)
signers = near(world.SIGNER, world.STRANGER, TWICE)
reviewers = near(world.REVIEWER, world.SIGNER)
issuers = near(world.ISSUER, ELSEWHERE)
hands = strategies.sampled_from(HANDS)
likely = strategies.sampled_from([True, True, True, False])


class Counters(RuleBasedStateMachine):
    """Counters, desks, centre and worker over two citizens."""

    @initialize()
    def open_the_house(self) -> None:
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        world.build()
        self.outside = Outside()
        self.at = world.NOON
        for number, name in ((LI, "李小红"), (WANG, "王建国")):
            self.outside.population.people[number] = world.on_file(number, name)
            world.card(world.enter(self.outside.population.people[number]), end=world.later(30).date())
        self.doors = doors.instead(**self.outside.doors())
        self.doors.__enter__()
        self.versions: dict[uuid.UUID, int] = {}
        self.changed = True

    def teardown(self) -> None:
        if not hasattr(self, "doors"):
            return
        for case in Case.objects.all():
            assert events.broken_at(events.trace(case.id)) is None
        self.doors.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def attempt(self, name: str, act: Any, *args: Any, **more: Any) -> Any:
        """An act, allowed or not: one that is refused leaves no trace."""
        before = (Case.objects.count(), events.Event.objects.count(), Fee.objects.count(), Card.objects.count())
        self.at += timedelta(minutes=1)
        try:
            with transaction.atomic():
                answer = act(*args, at=self.at, **more)
        except CaseError as error:
            told = error.says
            done_of[f"no:{name}"] += 1
            assert before == (
                Case.objects.count(), events.Event.objects.count(), Fee.objects.count(), Card.objects.count()
            )  # fmt: skip
            assert all(told)
            return None
        done_of[name] += 1
        self.changed = True
        return answer

    def some_case(self, which: int) -> Case | None:
        found = list(Case.objects.order_by("-open", "number"))
        return found[which % len(found)] if found else None

    @rule(data=strategies.data())
    def anything(self, data: Any) -> None:
        name = data.draw(strategies.sampled_from(WEIGHTED))
        getattr(self, name)(**data.draw(strategies.fixed_dictionaries(TABLE[name])))

    # what people do

    @does(3, who=strategies.sampled_from(PEOPLE), form=strategies.sampled_from(FORMS), hand=clerks)
    def file(self, who: str, form: Any, hand: Hand) -> None:
        draft = self.attempt("start", acts.start, who, by=hand)
        if draft is not None:
            self.attempt("save", acts.save, draft.id, form, by=hand)
            self.attempt("take_in", acts.take_in, draft.id, by=hand)

    @does(1, which=index, form=strategies.sampled_from(FORMS))
    def return_with_papers(self, which: int, form: Any) -> None:
        case = self.some_case(which)
        if case is not None:
            self.return_with_papers_of(case, form)

    def return_with_papers_of(self, case: Case, form: Any) -> None:
        draft = self.attempt("resume", acts.resume, case.number, by=world.CLERK)
        if draft is not None:
            self.attempt("save", acts.save, draft.id, form, by=world.CLERK)
            self.attempt("take_in", acts.take_in, draft.id, by=world.CLERK)

    @does(2, which=index, by=clerks, twice=likely)
    def pay(self, which: int, by: Hand, twice: bool) -> None:
        case, key = self.some_case(which), uuid.uuid4()
        if case is not None:
            for _ in range(1 + twice):
                self.attempt("pay", acts.pay_fee, case.id, "cash", by=by, key=key)

    @does(3, which=index, by=signers, holds=likely)
    def sign(self, which: int, by: Hand, holds: bool) -> None:
        case = self.some_case(which)
        if case is not None:
            checks = SignChecks(photo_fit=holds)
            self.attempt("sign_off", acts.sign_off, case.id, checks, by=by)

    @does(1, which=index, by=reviewers)
    def send_back(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("send_back", acts.send_back, case.id, ("照片",), by=by)

    @does(1, which=index, by=clerks)
    def mend(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("mend", acts.mend, case.id, Mending(note="已补"), by=by)

    @does(2, which=index, by=near(TWICE, world.STRANGER, world.CLERK))
    def decline(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("decline", acts.decline_to_sign, case.id, "指纹与登记不符", "电话", by=by)

    @does(1, which=index, by=issuers)
    def arrive(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("arrive", acts.record_arrival, case.id, by=by)

    @does(1, which=index, by=hands)
    def reject(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            order = Application.objects.at(case.id).order
            self.attempt("reject", acts.record_rejected, case.id, order, "芯片坏", by=by)

    @does(2, which=index, how=strategies.sampled_from(COLLECTIONS), by=issuers)
    def collect(self, which: int, how: Collection, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("hand_over", acts.hand_over, case.id, how, by=by)

    @does(1, which=index, by=hands)
    def withdraw_or_refund(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("withdraw", acts.withdraw, case.id, "不办了", by=by)
            self.attempt("refund", acts.refund, case.id, "退", by=by)

    @does(1, which=index, by=hands)
    def die(self, which: int, by: Hand) -> None:
        case = self.some_case(which)
        if case is not None:
            self.attempt("death", acts.record_death, case.id, "死亡登记", by=by)

    @does(1, which=index, first=hands, second=hands)
    def extend(self, which: int, first: Hand, second: Hand) -> None:
        case = self.some_case(which)
        if case is None:
            return
        asked = self.attempt("propose", acts.propose_extension, case.id, 30, "poor_transport_here", "某乡", by=first)
        if asked is not None:
            for hand in (second, world.ADMIN_2):
                self.attempt("extend", acts.extend, asked.pk, asked.digest, by=hand)

    @does(5, which=index, far=strategies.integers(1, 5), pays=strategies.booleans())
    def go_on(self, which: int, far: int, pays: bool) -> None:
        """The usual next steps of one case, each by the right hand."""
        for door in self.outside.doors().values():
            door.silent = False
        for _ in range(far):
            case = self.some_case(which)
            if case is not None:
                self._next(case, pays)

    def _next(self, case: Case, pays: bool) -> None:
        match case.stage:
            case Stage.WAITING:
                self.return_with_papers_of(case, steps.REISSUE)
            case Stage.REVIEW:
                self.attempt("sign_off", acts.sign_off, case.id, SignChecks(), by=world.SIGNER)
            case Stage.SENT_BACK:
                self.attempt("mend", acts.mend, case.id, Mending(note="已补"), by=world.CLERK)
            case Stage.SIGNED | Stage.ORDERED:
                self._work(6)
            case Stage.MADE:
                self.attempt("arrive", acts.record_arrival, case.id, by=world.ISSUER)
            case Stage.READY:
                if pays:
                    self.attempt("pay", acts.pay_fee, case.id, "cash", by=world.CLERK)
                self.attempt("hand_over", acts.hand_over, case.id, COLLECTIONS[0], by=world.ISSUER)

    # what machines do, and the faults outside

    @does(2, rounds=strategies.integers(1, 6))
    def work(self, rounds: int) -> None:
        self._work(rounds)

    def _work(self, rounds: int) -> None:
        for _ in range(rounds):
            self.at += jobs.SILENCE
            job = run_next(jobs.handlers(lambda: self.at), lambda: self.at)
            if job is None:
                break
            done_of["job"] += 1
            self.changed = True

    @does(1, which=index)
    def the_same_word_again(self, which: int) -> None:
        """The worker died after the work and before its `finish`: every job of the case comes again."""
        for job in jobs.Job.objects.order_by("id"):
            if job.kind != "remind_uncollected":
                with transaction.atomic():
                    self._again(job)

    def _again(self, job: Any) -> None:
        self.changed = True
        try:
            jobs.HANDLERS[job.kind](job.payload, self.at)
        except (jobs.Later, CaseError):
            done_of["again:later"] += 1

    @does(1, system=strategies.sampled_from(["population", "credit", "fingerprint", "production", "notice"]))
    def fall_silent(self, system: str) -> None:
        getattr(self.outside, system).silent = True

    @does(1, count=strategies.integers(0, 2))
    def spoil(self, count: int) -> None:
        self.outside.production.rejects = count

    @does(1, days=strategies.integers(1, 20))
    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    # what always holds

    @invariant()
    def all_of_it_holds(self) -> None:
        if not self.changed:
            return
        self.changed = False
        self.every_case_stands_where_its_table_says()
        self.nobody_has_two_applications_or_two_cards_in_force()
        self.no_card_without_a_signature()
        self.no_fee_without_a_case_and_none_but_the_tariff()
        self.a_decided_draft_keeps_its_answer()

    def every_case_stands_where_its_table_says(self) -> None:
        for case in Case.objects.all():
            seen = self.versions.get(case.id, 0)
            assert case.version >= seen
            if case.version == seen:
                continue
            self.versions[case.id] = case.version
            trace = events.trace(case.id)
            assert trace[-1].body["version"] == case.version
            stage = Stage.START
            for event in trace:
                if "from" not in event.body:
                    continue
                assert event.body["from"] == stage
                move = MOVES[Matter.APPLICATION, stage, Act(event.body["act"])]
                stage = move.to
                assert (event.body["to"], event.act, event.clause) == (stage, move.event, move.clause)
                _the_hand_fits(case, move.post, event)
                done_of[f"stage:{stage}"] += 1
            assert case.stage == stage
            assert case.open is not is_end(Matter.APPLICATION, stage)

    def nobody_has_two_applications_or_two_cards_in_force(self) -> None:
        for person in Person.objects.all():
            mine = Case.objects.filter(bucket=person.bucket, person_uid=person.id, open=True)
            assert mine.count() <= 1
            in_force = [card for card in cards.of(person) if cards.state(card) is State.IN_FORCE]
            assert len(in_force) <= 1

    def no_card_without_a_signature(self) -> None:
        for held in Application.objects.select_related("case"):
            if held.new_card_uid is None and not held.order:
                continue
            assert signature.holds(held.signed, held.signature)
            assert held.signed is not None
            signer = held.signed["signer"]
            assert signer["officer"] != held.case.taken_in_by
            assert signer["authority"] == held.case.home
        made = Card.objects.filter(collected_at=None, ended="")
        assert made.count() <= Application.objects.exclude(new_card_uid=None).count()

    def no_fee_without_a_case_and_none_but_the_tariff(self) -> None:
        for fee in Fee.objects.filter(cancelled_at=None):
            held = Application.objects.at(fee.case_uid)
            assert fee.amount == (40 if held.request == "reissue" else 20)
            if fee.refunded_at:
                assert fee.paid_at
            if Case.objects.at(fee.case_uid).stage == Stage.COLLECTED:
                assert fee.paid_at

    def a_decided_draft_keeps_its_answer(self) -> None:
        assert not Draft.objects.filter(closed_at__isnull=False, done=None).exists()


def _the_hand_fits(case: Case, post: str, event: events.Event) -> None:
    """Told without the house's own `may`: the post of the table, at the side's authority."""
    if event.officer in ("system", "worker"):
        return
    assert event.post == post
    if event.act in ("signed_off", "sign_off_declined"):
        assert event.officer != case.taken_in_by
    if post in ("sign", "review"):
        assert event.authority == case.home
    elif post in ("reception", "issue"):
        assert event.authority == case.accepting


def run(examples: int) -> None:
    quiet = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    machine = seeded(SEED)(Counters)
    run_state_machine_as_test(machine, settings=quiet)


@pytest.mark.django_db
def test_whatever_the_order_no_case_leaves_its_table(capsys: pytest.CaptureFixture[str]) -> None:
    done_of.clear()
    run(EXAMPLES)
    reached = {name.removeprefix("stage:") for name in done_of if name.startswith("stage:")}
    with capsys.disabled():
        acted = sum(count for name, count in done_of.items() if not name.startswith(("no:", "stage:")))
        refused = sum(count for name, count in done_of.items() if name.startswith("no:"))
        print(f"\nstate machine: seed {SEED}, {EXAMPLES} examples of {STEPS} steps, {acted} acts, {refused} refused")
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(done_of.items())))
    assert {"review", "signed", "made", "ready", "collected", "waiting", "refused"} <= reached


def _no_replacing(card: Any, *, replaces: Any = (), **more: Any) -> Any:
    return _hand_over(card, replaces=(), **more)


_hand_over = cards.hand_over


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("guard", "without"),
    [
        ("guizheng.cases.may._own_hand", lambda *_: None),
        ("guizheng.cases.may._place", lambda *_: None),
        ("guizheng.registers.cards.hand_over", _no_replacing),
        ("guizheng.cases.application.acts_collection._must_be_paid", lambda *_: None),
    ],
    ids=["own hand", "place", "old card replaced", "fee paid"],
)
def test_a_dropped_guard_is_found_by_the_same_run(monkeypatch: pytest.MonkeyPatch, guard: str, without: Any) -> None:
    monkeypatch.setattr(guard, without)
    with pytest.raises(AssertionError):
        run(200)
