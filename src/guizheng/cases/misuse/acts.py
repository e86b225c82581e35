"""冒用核查 B4 A6: a report reaches the police of the place at once; the law says what follows from what is proven."""

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from guizheng.cases import spine
from guizheng.cases.asked import home_at, register_of, settle
from guizheng.cases.clocks import day_of
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import BadInput, Forbidden, Says
from guizheng.cases.issue import paper
from guizheng.cases.misuse import evidence, papers
from guizheng.cases.misuse.forms import Attachment, FindingForm, ReportForm
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.misuse.place import police_of
from guizheng.cases.once import once
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.facts_misuse import MisuseAct, MisuseFacts
from guizheng.law.id_number import fault
from guizheng.law.procedure import Act, Issued, Matter, Move
from guizheng.law.rulings import Answer, plain
from guizheng.law.version import law_version
from guizheng.ledger import jobs, serials
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import new_id
from guizheng.organs.models import RelyingUnit
from guizheng.registers import hits, persons
from guizheng.registers.hits import FollowUp
from guizheng.registers.persons import Person

INFORM = "misuse_inform_holder"


def hand_of_unit(unit: RelyingUnit, reporter: str) -> Hand:
    """The hand of a unit's person: it files through the system and decides nothing."""
    return Hand(officer=unit.code[:16], name=reporter[:40], rank="system", post="unit")


def report(
    number: str,
    form: ReportForm,
    files: Sequence[Attachment] = (),
    *,
    by: Hand,
    at: datetime,
    unit: RelyingUnit | None = None,
    key: uuid.UUID | None = None,
) -> Done:
    """报告冒用 B4: by a unit (`by` is `hand_of_unit`) or an officer; at once a case of the police of the place."""
    place = _checked(number, form, at, unit, by)
    police = police_of(place, day_of(at))
    if police is None:
        raise BadInput("place", Says("该地没有受理的公安机关,请核对。", "No police answer for this place; compare it."))
    person = persons.find(number)
    register = None if person else register_of(number)
    if person is None and register is None:
        raise BadInput(
            "id_number", Says("暂时无法核对号码,请稍后再报。", "The number can't be compared now; try later.")
        )
    filer = by if by.rank == "system" else dataclasses.replace(by, rank="system")

    def act() -> Done:
        holder = person or settle(register, by=filer, at=at)  # type: ignore[arg-type]
        case = _new(holder, police.code, police.division_id or place, filer, at)
        issued: list[PaperRef] = []
        begun = spine.begin(case, Act.FILE_REPORT, by=filer, at=at, write=_write(form, files, place, unit, at, issued))
        if form.hit is not None and unit is not None:
            _follow_up(form.hit, unit.code, begun, by=filer, at=at)
        return done(Act.FILE_REPORT, begun, *issued)

    asked = ("misuse-report", number, *dataclasses.astuple(by)[:1], form, *(len(file.content) for file in files))
    return once(by, key, asked, at, act)


def _follow_up(hit_id: uuid.UUID, unit: str, case: Case, *, by: Hand, at: datetime) -> None:
    try:
        hit = hits.follow_up(hit_id, unit, FollowUp.MISUSE, by=by, at=at, case=case.id)
    except hits.NotYours:
        raise Forbidden(Says("该命中已跟进或不是本单位的。", "This hit was followed up, or is not yours.")) from None
    if hit.person_uid not in (None, case.person_uid):
        raise BadInput("id_number", Says("与命中记录不是同一证件。", "This is not the card of the hit."))


def _checked(number: str, form: ReportForm, at: datetime, unit: RelyingUnit | None, by: Hand) -> str:
    """The division of the place. BadInput for what can't be."""
    if fault(number.upper()):
        raise BadInput("id_number", Says("公民身份号码不正确,请核对。", "The ID number is not sound; compare it."))
    if not form.scene.strip():
        raise BadInput("scene", Says("请写明发生场所。", "Say where it happened."))
    if form.happened_at > at:
        raise BadInput("happened_at", Says("发生时间不能晚于现在。", "It can't have happened later than now."))
    place = form.place or (unit.division_id if unit else "") or by.division
    if len(place) != 6 or not place.isdigit():
        raise BadInput("place", Says("请填写发生地六位行政区划代码。", "Give the six digits of the place's division."))
    return place


def _new(person: Person, police: str, division: str, by: Hand, at: datetime) -> Case:
    home = home_at(person.home_division, at)
    number = serials.acceptance_number(police, day_of(at))
    case = Case(
        bucket=person.bucket,
        id=new_id(person.bucket),
        matter=Matter.MISUSE,
        number=number,
        person=person,
        accepting=police,
        home=home.code if home else "",
        accepting_county=division,
        home_county=person.home_division,
        taken_in_by=by.officer,
        filed_at=at,
    )
    serials.enter(number, "case", case.id)
    return case


def _write(
    form: ReportForm,
    files: Sequence[Attachment],
    place: str,
    unit: RelyingUnit | None,
    at: datetime,
    issued: list[PaperRef],
) -> spine.Write:
    def write(case: Case, row: Move) -> dict[str, Any]:
        facts, answer = _ruled(form.act, None, None, at)
        reporter = Hand(officer=case.taken_in_by, name="")
        held = MisuseReport(
            bucket=case.bucket,
            id=case.id,
            case=case,
            unit=unit.code if unit else "",
            reporter=case.taken_in_by,
            contact=form.contact[:40],
            act=form.act,
            place=place,
            scene=form.scene.strip()[:120],
            happened_at=form.happened_at,
            valid_from=form.valid_from[:10],
            valid_to=form.valid_to[:10],
            said=form.said[:400],
            hit=form.hit,
            evidence=evidence.kept(files, reporter.officer, at),
            rules=answer.rules,
            law_version=law_version(),
            facts=plain(facts),
            ruling=answer.view("zh"),
        )
        held.save(force_insert=True)
        police = Hand(officer=case.taken_in_by, name="", authority=case.accepting)
        issued.append(paper(case, Issued.MISUSE_RECEIPT, papers.receipt(case, held), row, police, at))
        told = {"number": case.number, "unit": held.unit, "misuse": str(form.act), "papers": [issued[-1].number]}
        return told | {"evidence": [one["digest"] for one in held.evidence]}

    return write


def _ruled(act: MisuseAct, proven: bool | None, holder: bool | None, at: datetime) -> tuple[MisuseFacts, Answer]:
    facts = MisuseFacts(on=day_of(at), act=act, proven=proven, actor_is_holder=holder)
    return facts, matters.decide("misuse-report", facts, rules=settings.RULES, explain=True)


def take_up(case_id: uuid.UUID, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """受理核查 B4: an officer of the place takes the report in hand."""
    return done(Act.TAKE_UP, spine.move(case_id, Act.TAKE_UP, by=by, at=at, version=version))


def confirm_misuse(
    case_id: uuid.UUID, form: FindingForm, *, by: Hand, at: datetime, version: int | None = None
) -> Done:
    """认定属实 B4: what was done and by whom; the law says which article applies and whether it bars."""
    _sound(form)
    facts, answer = _ruled(form.act, True, form.actor_is_holder, at)
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        held = MisuseReport.objects.at(case.id)
        actor = persons.id_number(case.person) if form.actor_is_holder else form.actor_number.upper()
        held.act, held.finding = form.act, form.finding.strip()[:400]
        held.actor_name = case.person.name if form.actor_is_holder else form.actor_name.strip()
        held.actor_number_sealed = persons.seal(actor) if actor else ""
        if actor and not form.actor_is_holder and actor == persons.id_number(case.person):
            raise BadInput("actor_number", Says("该号码是持证人本人的。", "This is the holder's own number."))
        held.facts, held.ruling, held.law_version = plain(facts), answer.view("zh"), law_version()
        held.save()
        article = str(answer.view("zh")["article"])
        issued.append(paper(case, Issued.FINDING, papers.finding(case, held, article), row, by, at))
        return {
            "misuse": str(form.act),
            "actor_is_holder": form.actor_is_holder,
            "bars": held.ruling["bars"],
            "article": article,
            "papers": [issued[-1].number],
        }

    return done(
        Act.CONFIRM_MISUSE, spine.move(case_id, Act.CONFIRM_MISUSE, by=by, at=at, version=version, write=write), *issued
    )


def _sound(form: FindingForm) -> None:
    if not form.finding.strip():
        raise BadInput("finding", Says("请写明查明的事实。", "Say what was found out."))
    if form.actor_is_holder:
        return
    if not form.actor_name.strip():
        raise BadInput("actor_name", Says("请填写行为人姓名。", "Give the name of who did it."))
    if fault(form.actor_number.upper()):
        raise BadInput("actor_number", Says("行为人公民身份号码不正确。", "The actor's ID number is not sound."))


def dismiss(case_id: uuid.UUID, finding: str, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """认定不属实 B4: the report ends; who reported is told."""
    if not finding.strip():
        raise BadInput("finding", Says("请写明查明的事实。", "Say what was found out."))
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        held = MisuseReport.objects.at(case.id)
        facts, answer = _ruled(MisuseAct(held.act), False, None, at)
        held.finding, held.facts, held.ruling = finding.strip()[:400], plain(facts), answer.view("zh")
        held.save(update_fields=["finding", "facts", "ruling"])
        issued.append(paper(case, Issued.FINDING, papers.finding(case, held, ""), row, by, at))
        return {"papers": [issued[-1].number]}

    return done(Act.DISMISS, spine.move(case_id, Act.DISMISS, by=by, at=at, version=version, write=write), *issued)


def inform_holder(case_id: uuid.UUID, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """告知持证人 B4: a short word to the holder, once an act; the worker sends it."""
    with transaction.atomic():
        case = spine.move(case_id, Act.INFORM_HOLDER, by=by, at=at, version=version)
        unique = f"{INFORM}:{case.id}:{case.version}"
        jobs.enqueue(INFORM, {"case": str(case.id), "key": unique}, run_at=at, unique=unique)
        return done(Act.INFORM_HOLDER, case)


def hand_on(case_id: uuid.UUID, to: str, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """移交处置 B4: for penalty or prosecution, with the record of what went over."""
    if not to.strip():
        raise BadInput("to", Says("请写明接收单位。", "Say who takes it over."))
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        held = MisuseReport.objects.at(case.id)
        words = papers.hand_on(case, held, to.strip(), str(held.ruling["article"]))
        issued.append(paper(case, Issued.HAND_ON_RECORD, words, row, by, at))
        return {"to": to.strip(), "papers": [issued[-1].number]}

    return done(Act.HAND_ON, spine.move(case_id, Act.HAND_ON, by=by, at=at, version=version, write=write), *issued)


def done(act: Act, case: Case, *issued: PaperRef) -> Done:
    return Done(
        outcome=act.value, case=case.id, number=case.number, stage=case.stage, version=case.version, papers=issued
    )


def sees(case: Case, by: Hand) -> None:
    """Forbidden for a hand whose authority has no part in it: the home side is told, it does not look."""
    if by.authority != case.accepting and by.post not in ("supervisor", "auditor", "ministry"):
        raise Forbidden(Says("本案由案发地公安机关核查。", "The police of the place look into this."))
