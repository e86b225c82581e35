"""挂失 B1 B2: a loss is reported in person at any station or hall, and lifted in person with the card."""

import uuid
from datetime import date, datetime
from typing import Any

from django.conf import settings

from guizheng.cases import spine
from guizheng.cases.asked import home_at, settle
from guizheng.cases.clocks import ZONE, day_of
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import BadInput, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.loss import gather
from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.cases.loss.gather import Lifting, Reporting
from guizheng.cases.loss.models import LossReport
from guizheng.cases.once import answered, once
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.facts_loss import LossEvent
from guizheng.law.procedure import Act, Issued, Matter, Move, Stage
from guizheng.law.rulings import Answer, applicant_owes, plain
from guizheng.law.terms import Outcome, Request
from guizheng.law.version import law_version
from guizheng.ledger import contents, serials
from guizheng.ledger.contents import CardDates, Item, Office
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import new_id
from guizheng.organs.authorities import authority
from guizheng.registers import cards, losses
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person, masked_number_of


def preview(number: str, form: LossForm, *, by: Hand, at: datetime) -> tuple[Answer, Reporting]:
    """预判 B2: the ruling on a report, without writing."""
    gathered = gather.report(number, form, by=by, at=at)
    return matters.decide("loss-report", gathered.facts, rules=settings.RULES, explain=True), gathered


def report(number: str, form: LossForm, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """挂失申报 B1 B2: accepted on the spot: every card the law marks is reported lost, and the receipt handed out."""
    lost_on = _day(form, at)
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
        return _done(str(answer.outcome), stands, issued, answer)

    return once(by, key, ("report_loss", str(lost_on), form), at, act)


def lift(number: str, form: LiftForm, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """解除挂失 B2: the card shown works again; a report that came with a reissue, or from elsewhere, begins a case."""
    before = answered(by, key)
    if before is not None:
        return before
    gathered = gather.lift(number, form, at=at)
    answer = matters.decide("loss-withdrawal", gathered.facts, rules=settings.RULES, explain=True)
    if answer.outcome != Outcome.ACCEPT:
        zh, en = joined([*answer.grounds, *answer.missing])
        raise Forbidden(Says(f"不能解除挂失:{zh}", f"The report can't be lifted: {en}"))

    def act() -> Done:
        issued: list[PaperRef] = []

        def write(case: Case, row: Move) -> dict[str, Any]:
            losses.lift(gathered.entry, why="found", case=case.id, by=by, at=at)
            words = _record(case, gathered.card, gathered.entry.number)
            issued.append(paper(case, Issued.LIFTING_RECEIPT, words, row, by, at))
            return {"card": str(gathered.card.id), "report": gathered.entry.number, "papers": [issued[0].number]}

        own = _own_case(gathered, by)
        if own is not None:
            case = spine.move(own.id, Act.LIFT, by=by, at=at, write=write)
        else:
            case = spine.begin(_new(gathered.person, by, at), Act.LIFT, by=by, at=at, write=write)
        return _done("lift", case, issued, answer)

    return once(by, key, ("lift_loss", form), at, act)


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
        rows = (
            ("挂失原因", form.event.zh),
            ("丢失日期", str(lost_on or "")),
            ("丢失地点", form.lost_where),
            ("联系方式", form.contact),
            ("核验方式", form.confirmed_how or "指纹比对或人工核验"),
        )
        words = contents.Record(**_head(case), rows=rows, signs=("申报人", "受理民警"))
        issued.append(paper(case, Issued.LOSS_FORM, words, row, by, at))
        return {"number": case.number, "event": form.event, "papers": [issued[-1].number]}

    return spine.begin(_new(person, by, at), Act.FILE, by=by, at=at, write=write)


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
    named = [
        cards.with_dates(gathered.cards, date.fromisoformat(str(m.valid_from)), str(m.valid_to)) for m in answer.marks
    ]
    marked = [card for card in named if card is not None]

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
        words = contents.LossReceipt(
            **_head(locked),
            event=LossEvent(form.event).zh,
            reported_at=f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}",
            cards=tuple(_dates(card) for card in marked),
            lost_on=str(lost_on or ""),
            lost_where=form.lost_where,
        )
        issued.append(paper(locked, Issued.LOSS_RECEIPT, words, row, by, at))
        return {"cards": held.cards, "papers": [issued[-1].number], "law_version": held.law_version}

    return spine.move(case.id, Act.REPORT_LOSS, by=by, at=at, write=write)


def _hand_out(
    case: Case, act: Act, kind: Issued, answer: Answer, issued: list[PaperRef], by: Hand, at: datetime
) -> Case:
    """一次性告知、不予受理: everything at once, each with its clause."""

    def write(locked: Case, row: Move) -> dict[str, Any]:
        issued.append(paper(locked, kind, _said(locked, kind, answer, at), row, by, at))
        codes = [ground.code for ground in answer.grounds] + [one.code for one in applicant_owes(answer.missing)]
        return {"codes": codes, "papers": [issued[-1].number]}

    return spine.move(case.id, act, by=by, at=at, write=write)


def _said(case: Case, kind: Issued, answer: Answer, at: datetime) -> contents.Content:
    day = str(day_of(at))
    if kind is Issued.ONE_TIME_NOTICE:
        owed = tuple(Item(says=line.says.zh, citation=line.citation) for line in applicant_owes(answer.missing))
        return contents.OneTimeNotice(**_head(case), request=Request.REISSUE, filed_on=day, items=owed)
    grounds = tuple(Item(says=line.says.zh, citation=line.citation, remedy=line.remedy.zh) for line in answer.grounds)
    return contents.Refusal(**_head(case), request=Request.REISSUE, filed_on=day, grounds=grounds)


def _new(person: Person, by: Hand, at: datetime) -> Case:
    home = home_at(person.home_division, at)
    number = serials.acceptance_number(by.authority, day_of(at))
    case = Case(
        bucket=person.bucket,
        id=new_id(person.bucket),
        matter=Matter.LOSS,
        number=number,
        person=person,
        accepting=by.authority,
        home=home.code if home else "",
        accepting_county=by.authority[:6],
        home_county=person.home_division,
        taken_in_by=by.officer,
        filed_at=at,
    )
    serials.enter(number, "case", case.id)
    return case


def _own_case(gathered: Lifting, by: Hand) -> Case | None:
    """The report's own case, when it stands open at this very counter."""
    entry = gathered.entry
    if entry.case is None:
        return None
    return Case.objects.filter(
        bucket=entry.bucket, id=entry.case, matter=Matter.LOSS, stage=Stage.REPORTED, accepting=by.authority
    ).first()


def _person(gathered: Reporting, by: Hand, at: datetime) -> Person:
    if gathered.register is not None:
        return settle(gathered.register, by=by, at=at)
    assert gathered.person is not None  # a silent register without a row of ours leaves the ruling pending
    return gathered.person


def _day(form: LossForm, at: datetime) -> date | None:
    if not form.lost_on.strip():
        return None
    try:
        day = date.fromisoformat(form.lost_on.strip())
    except ValueError:
        raise BadInput("lost_on", Says("丢失日期不存在,请核对。", "There is no such day; compare the date.")) from None
    if day > day_of(at):
        raise BadInput("lost_on", Says("丢失日期不能晚于今天。", "The day of the loss can't be after today."))
    return day


def _head(case: Case) -> dict[str, Any]:
    here = authority(case.accepting)
    return {
        "office": Office(name=here.name, code=here.code, address=here.address, phone=here.phone),
        "name": case.person.name,
        "id_number": masked_number_of(case.person),
        "case_number": case.number,
    }


def _dates(card: Card) -> CardDates:
    end = card.valid_to.isoformat() if card.valid_to else ""
    return CardDates(
        valid_from=card.valid_from.isoformat(), valid_to=end, issuer=card.issuer, fingerprint=card.fingerprint
    )


def _record(case: Case, card: Card, number: str) -> contents.Record:
    rows = (("原挂失编号", number), ("证件有效期", f"{card.valid_from} 至 {card.valid_to or '长期'}"))
    return contents.Record(
        **_head(case), rows=rows, paragraphs=("该证件自解除之时起恢复使用。",), signs=("本人", "受理民警")
    )


def _done(outcome: str, case: Case, issued: list[PaperRef], answer: Answer) -> Done:
    return Done(
        outcome=outcome,
        case=case.id,
        number=case.number,
        stage=case.stage,
        version=case.version,
        papers=tuple(issued),
        answer=answer.view("zh"),
        answer_en=answer.view("en"),
    )
