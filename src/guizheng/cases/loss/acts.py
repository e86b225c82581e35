"""挂失 B1 B2: a loss is reported in person at any station or hall, and lifted in person with the card."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings

from guizheng.cases import spine
from guizheng.cases.asked import settle
from guizheng.cases.clocks import day_of
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import BadInput, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.loss import gather, notices, papers
from guizheng.cases.loss.file import case_of, new_case, record_lifting
from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.cases.loss.gather import Lifting, Reporting
from guizheng.cases.loss.models import LossReport
from guizheng.cases.once import answered, once
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.intake import markable
from guizheng.law.procedure import Act, Issued, Move, Stage
from guizheng.law.rulings import Answer, Mark, applicant_owes, plain
from guizheng.law.terms import Outcome
from guizheng.law.version import law_version
from guizheng.ledger.hands import Hand
from guizheng.registers import cards, losses
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person


def preview(number: str, form: LossForm, *, by: Hand, at: datetime) -> tuple[Answer, Reporting]:
    """预判 B2: the ruling on a report, without writing."""
    gathered = gather.report(number, form, by=by, at=at)
    return matters.decide("loss-report", gathered.facts, rules=settings.RULES, explain=True), gathered


def report(number: str, form: LossForm, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """挂失申报 B1 B2: accepted on the spot: every card the law marks is reported lost, and the receipt handed out."""
    lost_on = day_lost(form, at)
    answer, gathered = preview(number, form, by=by, at=at)
    if answer.outcome == Outcome.PENDING:
        return Done(outcome=Outcome.PENDING, answer=answer.view("zh"), answer_en=answer.view("en"))

    def act() -> Done:
        person = _person(gathered, by, at)
        issued: list[PaperRef] = []
        case = _file(person, form, gathered, answer, lost_on, issued, by, at)
        match answer.outcome:
            case Outcome.ACCEPT:
                stands = _accept(case, gathered, answer, form, lost_on, issued, by, at)
            case Outcome.NOTIFY:
                stands = _hand_out(case, Act.NOTIFY_ONCE, Issued.ONE_TIME_NOTICE, answer, issued, by, at)
            case _:
                stands = _hand_out(case, Act.REFUSE, Issued.REFUSAL, answer, issued, by, at)
        return done(str(answer.outcome), stands, issued, answer)

    return once(by, key, ("report_loss", str(lost_on), form), at, act)


def preview_lift(number: str, form: LiftForm, *, at: datetime) -> tuple[Answer, Lifting]:
    """预判 B2: the ruling on a lifting, without writing."""
    gathered = gather.lift(number, form, at=at)
    return matters.decide("loss-withdrawal", gathered.facts, rules=settings.RULES, explain=True), gathered


def lift(number: str, form: LiftForm, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """解除挂失 B2: the card shown works again. At another counter than the report's, or for a report that came with a
    reissue, a case of its own begins, and the report's case hears of it."""
    before = answered(by, key)
    if before is not None:
        return before
    answer, gathered = preview_lift(number, form, at=at)
    if answer.outcome != Outcome.ACCEPT:
        zh, en = joined([*answer.grounds, *answer.missing])
        raise Forbidden(Says(f"不能解除挂失:{zh}", f"The report can't be lifted: {en}"))

    def act() -> Done:
        issued: list[PaperRef] = []

        def write(case: Case, row: Move) -> dict[str, Any]:
            losses.lift(gathered.entry, why="found", case=case.id, by=by, at=at)
            words = papers.lifted(case, gathered.entry.number, [gathered.card], "证件已找回")
            issued.append(paper(case, Issued.LIFTING_RECEIPT, words, row, by, at))
            return {"card": str(gathered.card.id), "report": gathered.entry.number, "papers": [issued[0].number]}

        first = case_of(gathered.entry)
        if first is not None and first.stage == Stage.REPORTED and first.accepting == by.authority:
            case = spine.move(first.id, Act.LIFT, by=by, at=at, write=write)
        else:
            case = spine.begin(new_case(gathered.person, by, at), Act.LIFT, by=by, at=at, write=write)
            record_lifting(first, case, at)
        notices.send(case, "lifted", at)
        return done("lift", case, issued, answer)

    return once(by, key, ("lift_loss", form), at, act)


def refuse_to_lift(number: str, form: LiftForm, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """不予解除挂失 B2: in writing, with every ground. Forbidden where nothing stands against the lifting."""
    answer, gathered = preview_lift(number, form, at=at)
    if answer.outcome != Outcome.REFUSE:
        raise Forbidden(Says("没有不予解除的理由。", "There is no ground to refuse."))

    def act() -> Done:
        issued: list[PaperRef] = []

        def write(case: Case, row: Move) -> dict[str, Any]:
            words = papers.refusal(case, "解除居民身份证挂失", answer)
            issued.append(paper(case, Issued.LIFTING_REFUSAL, words, row, by, at))
            codes = [ground.code for ground in answer.grounds]
            return {"report": gathered.entry.number, "codes": codes, "papers": [issued[0].number]}

        first = case_of(gathered.entry)
        here = first is not None and first.accepting == by.authority
        if first is not None and here and first.stage in (Stage.REPORTED, Stage.SUPERSEDED):
            case = spine.move(first.id, Act.REFUSE_TO_LIFT, by=by, at=at, write=write)
        else:
            case = spine.begin(new_case(gathered.person, by, at), Act.REFUSE_TO_LIFT, by=by, at=at, write=write)
        return done(Outcome.REFUSE, case, issued, answer)

    return once(by, key, ("refuse_to_lift", form), at, act)


def _file(
    person: Person,
    form: LossForm,
    gathered: Reporting,
    answer: Answer,
    lost_on: date | None,
    issued: list[PaperRef],
    by: Hand,
    at: datetime,
) -> Case:
    """提交申报 B2: the case begins, with its number, its frozen facts and the form."""

    def write(case: Case, row: Move) -> dict[str, Any]:
        LossReport(
            bucket=case.bucket,
            id=case.id,
            case=case,
            event=form.event,
            lost_on=lost_on,
            lost_where=form.lost_where,
            contact=form.contact,
            rules=answer.rules,
            law_version=law_version(),
            facts=plain(gathered.facts),
            ruling=answer.view("zh"),
            form=plain(form),
        ).save(force_insert=True)
        words = papers.form(case, form, gathered, lost_on, by)
        issued.append(paper(case, Issued.LOSS_FORM, words, row, by, at))
        return {"number": case.number, "event": form.event, "papers": [issued[-1].number]}

    return spine.begin(new_case(person, by, at), Act.FILE, by=by, at=at, write=write)


def _accept(
    case: Case,
    gathered: Reporting,
    answer: Answer,
    form: LossForm,
    lost_on: date | None,
    issued: list[PaperRef],
    by: Hand,
    at: datetime,
) -> Case:
    marked = named(answer.marks, gathered.cards)

    def write(locked: Case, row: Move) -> dict[str, Any]:
        losses.enter(
            locked.person,
            marked,
            event=form.event,
            source=losses.Source.REPORT,
            number=locked.number,
            case=locked.id,
            lost_on=lost_on,
            lost_where=form.lost_where,
            by=by,
            at=at,
        )
        held = LossReport.objects.at(locked.id)
        held.cards = [str(card.id) for card in marked]
        held.save(update_fields=["cards"])
        words = papers.receipt(locked, form, marked, lost_on)
        issued.append(paper(locked, Issued.LOSS_RECEIPT, words, row, by, at))
        return {"cards": held.cards, "papers": [issued[-1].number], "law_version": held.law_version}

    stands = spine.move(case.id, Act.REPORT_LOSS, by=by, at=at, write=write)
    notices.send(stands, "reported", at)
    return stands


def in_scope(held: Sequence[Card]) -> list[Card]:
    """挂失范围 B2: the cards a report would mark, the older ones with the current one."""
    return named(markable(cards.as_law(held)), held)


def named(marks: Iterable[Mark], held: Sequence[Card]) -> list[Card]:
    """The cards that the law's marks name."""
    found = [cards.with_dates(held, date.fromisoformat(str(one.valid_from)), str(one.valid_to)) for one in marks]
    return [card for card in found if card is not None]


def _hand_out(
    case: Case, act: Act, kind: Issued, answer: Answer, issued: list[PaperRef], by: Hand, at: datetime
) -> Case:
    """一次性告知、不予受理: everything at once, each with its clause."""

    def write(locked: Case, row: Move) -> dict[str, Any]:
        notified = kind is Issued.ONE_TIME_NOTICE
        words = papers.notice(locked, answer) if notified else papers.refusal(locked, "居民身份证挂失申报", answer)
        issued.append(paper(locked, kind, words, row, by, at))
        codes = [ground.code for ground in answer.grounds] + [one.code for one in applicant_owes(answer.missing)]
        return {"codes": codes, "papers": [issued[-1].number]}

    return spine.move(case.id, act, by=by, at=at, write=write)


def _person(gathered: Reporting, by: Hand, at: datetime) -> Person:
    if gathered.register is not None:
        return settle(gathered.register, by=by, at=at)
    assert gathered.person is not None  # a silent register without a row of ours leaves the ruling pending
    return gathered.person


def day_lost(form: LossForm, at: datetime) -> date | None:
    """丢失日期. BadInput: no such day, or one that has not come yet."""
    if not form.lost_on.strip():
        return None
    try:
        day = date.fromisoformat(form.lost_on.strip())
    except ValueError:
        raise BadInput("lost_on", Says("丢失日期不存在,请核对。", "There is no such day; compare the date.")) from None
    if day > day_of(at):
        raise BadInput("lost_on", Says("丢失日期不能晚于今天。", "The day of the loss can't be after today."))
    return day


def done(outcome: str, case: Case, issued: list[PaperRef], answer: Answer | None = None) -> Done:
    return Done(
        outcome=outcome,
        case=case.id,
        number=case.number,
        stage=case.stage,
        version=case.version,
        papers=tuple(issued),
        answer=answer.view("zh") if answer else None,
        answer_en=answer.view("en") if answer else None,
    )
