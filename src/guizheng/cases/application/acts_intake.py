"""受理 A3 A5 A6: preview a ruling, and take a filing in as the law answers: accept, notify once, refuse, or wait."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from guizheng.cases import clocks, spine
from guizheng.cases.application import content, drafts, fees, gather, notices, sound
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import Done, IntakeForm, PaperRef
from guizheng.cases.application.gather import HOME, REMOTE, Gathered
from guizheng.cases.application.models import Application
from guizheng.cases.asked import settle
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import Conflict, Forbidden, Says
from guizheng.cases.issue import paper
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.procedure import Act, Issued, Matter, Move
from guizheng.law.rulings import Answer, applicant_owes, plain
from guizheng.law.terms import Cause, Outcome, Request
from guizheng.law.version import law_version
from guizheng.ledger import serials
from guizheng.ledger.hands import SYSTEM, Hand
from guizheng.ledger.keys import new_id
from guizheng.registers import cards, losses
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person


@dataclass(frozen=True, slots=True)
class Preview:
    """What the law would answer now, and all that the office saw; nothing is written."""

    answer: Answer
    gathered: Gathered


def preview(draft_id: uuid.UUID, *, by: Hand, at: datetime) -> Preview:
    """预判 A3: the ruling with all grounds and all missing things, without writing."""
    draft, form = drafts.read(draft_id, by=by)
    sound.check(form, day_of(at))
    gathered = gather.intake(drafts.number_of(draft), form, by=by, at=at)
    return Preview(_rule(gathered, at), gathered)


def take_in(draft_id: uuid.UUID, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """当场受理、一次性告知、不予受理、待核 A3 A5 A6: gather, rule, act. The draft is its own idempotency key."""
    draft, form = drafts.read(draft_id, by=by)
    stored = drafts.answered(draft)
    if stored is not None:
        return stored
    if version is not None and version != draft.version:
        raise Conflict(_CHANGED)
    sound.check(form, day_of(at))
    gathered = gather.intake(drafts.number_of(draft), form, by=by, at=at)
    answer = _rule(gathered, at)
    with transaction.atomic():
        locked = Draft.objects.lock(draft_id)
        stored = drafts.answered(locked)
        if stored is not None:
            return stored
        if locked.version != draft.version:
            raise Conflict(_CHANGED)
        if locked.case is not None:
            Case.objects.lock(locked.case)
        done = _act(locked, form, gathered, answer, by, at)
        if done.outcome != Outcome.PENDING:
            drafts.close(locked, done, at)
        return drafts.answered(locked) or done


_CHANGED = Says("草稿已被修改,请刷新后再办。", "The draft was changed meanwhile; reload and decide again.")


def _rule(gathered: Gathered, at: datetime) -> Answer:
    return matters.decide(gathered.matter, gathered.facts, on=day_of(at), rules=settings.RULES, explain=True)


def _act(draft: Draft, form: IntakeForm, gathered: Gathered, answer: Answer, by: Hand, at: datetime) -> Done:
    if answer.outcome == Outcome.PENDING:
        return _wait(draft, answer, at)
    person = _settled(gathered, by, at)
    filing = Filing(draft, form, gathered, answer, draft.filed_at or at, person)
    if draft.case is None:
        case = _file(filing, by, at)
    elif answer.outcome == Outcome.NOTIFY:
        return _still_missing(filing)
    else:
        case = _return(filing, by, at)
    match answer.outcome:
        case Outcome.ACCEPT:
            return _accept(case, filing, by, at)
        case Outcome.NOTIFY:
            return _notify(case, filing, by, at)
        case _:
            return _refuse(case, filing, by, at)


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing as it is decided."""

    draft: Draft
    form: IntakeForm
    gathered: Gathered
    answer: Answer
    filed_at: datetime
    person: Person


def _settled(gathered: Gathered, by: Hand, at: datetime) -> Person:
    """The row of our own register, brought up to date with the population register's answer."""
    if gathered.seen.register is not None:
        return settle(gathered.seen.register, by=by, at=at)
    assert gathered.seen.person is not None  # a silent register without a row of ours leaves the ruling pending
    return gathered.seen.person


def _wait(draft: Draft, answer: Answer, at: datetime) -> Done:
    """待核: the office itself owes something; nothing is handed out, and the applicant's day is kept."""
    draft.filed_at = draft.filed_at or at
    draft.pending = answer.view("zh")
    draft.save(update_fields=["filed_at", "pending"])
    return Done(outcome=Outcome.PENDING, answer=answer.view("zh"), answer_en=answer.view("en"))


def _file(filing: Filing, by: Hand, at: datetime) -> Case:
    """提交申请 A3: the case begins, with its number and its application."""
    seen, person = filing.gathered.seen, filing.person
    if seen.home is None:
        raise Forbidden(Says("户籍地没有对应的公安机关。", "No authority answers for the home division."))
    number = serials.acceptance_number(by.authority, day_of(at))
    case = Case(
        bucket=person.bucket,
        id=new_id(person.bucket),
        matter=Matter.APPLICATION,
        number=number,
        person=person,
        accepting=by.authority,
        home=seen.home.code,
        accepting_county=seen.accepting_county,
        home_county=person.home_division,
        taken_in_by=by.officer,
        filed_at=filing.filed_at,
        priority=filing.form.priority,
    )

    def write(locked: Case, _: Move) -> dict[str, object]:
        serials.enter(number, "case", locked.id)
        application = Application(bucket=locked.bucket, id=locked.id, case=locked)
        _freeze(application, filing)
        application.save(force_insert=True)
        told: dict[str, object] = {"number": number, "request": application.request, "cause": application.cause}
        if filing.form.priority:
            told["priority"] = filing.form.priority_reason
        return told

    return spine.begin(case, Act.FILE, by=by, at=at, write=write)


def _return(filing: Filing, by: Hand, at: datetime) -> Case:
    """补齐材料 A3: what the notice named was brought; the term begins with this day."""

    def write(case: Case, _: Move) -> dict[str, object]:
        application = Application.objects.at(case.id)
        _freeze(application, filing)
        application.save()
        case.filed_at, case.taken_in_by = filing.filed_at, by.officer
        return {"brought": [str(paper) for paper in (*filing.form.papers, *filing.form.evidence)]}

    assert filing.draft.case is not None
    return spine.move(filing.draft.case, Act.SUPPLEMENT, by=by, at=at, write=write)


def _freeze(application: Application, filing: Filing) -> None:
    form, seen = filing.form, filing.gathered.seen
    application.request = form.request
    application.cause = form.cause or (Cause.LOST if form.request is Request.REISSUE else Cause.EXPIRY)
    application.stay_ground = form.stay_ground
    application.papers = list(form.papers)
    application.evidence = list(form.evidence)
    application.contact = form.contact
    application.present_address = form.present_address
    application.entrustment = seen.entrustment
    application.rules = filing.answer.rules
    application.law_version = law_version()
    application.facts = plain(filing.gathered.facts)
    application.ruling = filing.answer.view("zh")
    application.form = plain(form)
    application.portrait = form.portrait
    application.prints = list(form.fingers)
    # Not the relation itself: setting it to None would also take the bucket away.
    application.old_card_uid = seen.old_card.id if seen.old_card else None


def _accept(case: Case, filing: Filing, by: Hand, at: datetime) -> Done:
    """当场受理 A3 A7 B1, then 传送 A4 in the same transaction."""
    if filing.gathered.matter == REMOTE and not filing.gathered.seen.entrustment:
        raise Forbidden(
            Says(
                "户籍地公安机关未委托本地公安机关受理,不能异地受理。",
                "The home authority has not entrusted this one; nothing can be taken in for it.",
            )
        )
    issued: list[PaperRef] = []

    def write(locked: Case, row: Move) -> dict[str, object]:
        clocks.start(locked, filing.answer.rules, away=filing.gathered.matter == REMOTE)
        application = Application.objects.at(locked.id)
        fee = fees.owe(locked, filing.answer)
        lost = _report_lost(locked, filing, by, at)
        receipt = content.receipt(locked, application, fee)
        issued.append(paper(locked, Issued.RECEIPT, receipt, row, by, at))
        return {
            "papers": [issued[-1].number],
            "entrustment": application.entrustment,
            "fee": None if fee is None else str(fee.amount),
            "due": locked.due,
            "reported_lost": lost,
            "law_version": application.law_version,
        }

    def transmit(locked: Case, row: Move) -> dict[str, object]:
        application = Application.objects.at(locked.id)
        form = content.acceptance_form(locked, application, filing.gathered.seen, fees.standing(locked), by)
        kind = Issued.HOME_FORM if filing.gathered.matter == HOME else Issued.ACCEPTANCE_FORM
        issued.append(paper(locked, kind, form, row, by, at))
        return {"message": f"CS{locked.number}", "addressee": locked.home, "papers": [issued[-1].number]}

    spine.move(case.id, Act.TAKE_IN, by=by, at=at, write=write)
    case = spine.move(case.id, Act.TRANSMIT, by=SYSTEM, at=at, write=transmit)
    notices.send(case, "accepted", at)
    return _done(Outcome.ACCEPT, case, filing, issued)


def _report_lost(case: Case, filing: Filing, by: Hand, at: datetime) -> list[str]:
    """补领即挂失 B1: a reissue marks the cards that the law names as lost; no loss case is made."""
    marked = _marked(filing)
    if not marked:
        return []
    event = "stolen" if filing.form.cause is Cause.STOLEN else "lost"
    losses.enter(
        filing.person,
        marked,
        event=event,
        source="reissue",
        case=case.id,
        number=case.number,
        by=by,
        at=at,
        lost_on=sound.lost_on(filing.form, day_of(at)),
        lost_where=filing.form.lost_where,
    )
    return [str(card.id) for card in marked]


def _marked(filing: Filing) -> list[Card]:
    held = filing.gathered.seen.cards
    named = (
        cards.with_dates(held, date.fromisoformat(str(mark.valid_from)), str(mark.valid_to))
        for mark in filing.answer.marks
    )
    return [card for card in named if card is not None]


def _notify(case: Case, filing: Filing, by: Hand, at: datetime) -> Done:
    """一次性告知 A3: one numbered notice that names everything the applicant still owes."""
    issued: list[PaperRef] = []

    def write(locked: Case, row: Move) -> dict[str, object]:
        application = Application.objects.at(locked.id)
        notice = content.one_time_notice(locked, application, filing.answer)
        issued.append(paper(locked, Issued.ONE_TIME_NOTICE, notice, row, by, at))
        named = [thing.code for thing in applicant_owes(filing.answer.missing)]
        application.notice = {"number": issued[-1].number, "missing": named, "on": day_of(at).isoformat()}
        application.save(update_fields=["notice"])
        return {"papers": [issued[-1].number], "missing": named}

    case = spine.move(case.id, Act.NOTIFY_ONCE, by=by, at=at, write=write)
    return _done(Outcome.NOTIFY, case, filing, issued)


def _still_missing(filing: Filing) -> Done:
    """A return that still lacks something the notice named: the same notice stands; a new thing can't be added (A3)."""
    assert filing.draft.case is not None
    application = Application.objects.at(filing.draft.case)
    named = set((application.notice or {}).get("missing", ()))
    owed = applicant_owes(filing.answer.missing)
    added = [thing for thing in owed if thing.code not in named]
    if added:
        zh, en = "、".join(t.says.zh for t in added), "; ".join(t.says.en for t in added)
        raise Forbidden(
            Says(
                f"一次性告知后不得再增加要求:{zh}。请核对录入;确属新情况的,请申请人撤回后重新申请。",
                f"Nothing can be added to a one-time notice: {en}. Compare the entry; if it is truly new, file again.",
            )
        )
    case = Case.objects.at(filing.draft.case)
    return _done(Outcome.NOTIFY, case, filing, [])


def _refuse(case: Case, filing: Filing, by: Hand, at: datetime) -> Done:
    """不予受理 A5 A6: one paper with every ground, its clause, its remedy and where else."""
    issued: list[PaperRef] = []

    def write(locked: Case, row: Move) -> dict[str, object]:
        application = Application.objects.at(locked.id)
        refusal = content.refusal(locked, application, filing.answer)
        issued.append(paper(locked, Issued.REFUSAL, refusal, row, by, at))
        grounds = [f"{ground.clause}:{ground.code}" for ground in filing.answer.grounds]
        return {"papers": [issued[-1].number], "grounds": grounds}

    case = spine.move(case.id, Act.REFUSE, by=by, at=at, write=write)
    return _done(Outcome.REFUSE, case, filing, issued)


def _done(outcome: Outcome, case: Case, filing: Filing, issued: list[PaperRef]) -> Done:
    return Done(
        outcome=outcome,
        case=case.id,
        number=case.number,
        stage=case.stage,
        version=case.version,
        papers=tuple(issued),
        answer=filing.answer.view("zh"),
        answer_en=filing.answer.view("en"),
    )
