"""户籍地 A4: review and sign-off by the home county: sign, send back to be mended, or decline."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from guizheng.cases import spine
from guizheng.cases.application import content, fees, notices, signature
from guizheng.cases.application.forms import Done, Mending, PaperRef, SignChecks
from guizheng.cases.application.models import Application
from guizheng.cases.asked import home_at, register_of, settle
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.once import once
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.gateways.answers import NotOnFile, Unknown
from guizheng.gateways.population import PersonOnFile
from guizheng.law import matters
from guizheng.law.facts import convert
from guizheng.law.procedure import Act, Issued, Matter, Move
from guizheng.law.rulings import Answer
from guizheng.law.terms import LONG_TERM
from guizheng.ledger import jobs
from guizheng.ledger.hands import Hand
from guizheng.registers import persons

COMPARED = ("name", "sex", "ethnicity", "birth_date", "home_division", "address", "status", "active_service")


@dataclass(frozen=True, slots=True)
class Changed:
    """One item of the register that changed since intake."""

    item: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Review:
    """What the signer sees: the law's answer on the checks, and the register's changes (None: it does not answer)."""

    answer: Answer
    changes: tuple[Changed, ...] | None
    elsewhere: str


def review(case_id: uuid.UUID, checks: SignChecks, *, by: Hand, at: datetime) -> Review:
    """审核 A4: what the law says of these checks now; nothing is written."""
    case = Case.objects.select_related("person").at(case_id)
    changes = _changes(case)
    elsewhere = _elsewhere(case)
    facts = {
        "on": day_of(at).isoformat(),
        "register_unchanged": None if changes is None else not changes,
        "identity_confirmed": checks.identity_confirmed,
        "photo_fit": checks.photo_fit,
        "prints_fit": checks.prints_fit,
        "particulars_right": checks.particulars_right,
        "second_application": "open_elsewhere" if elsewhere else "none",
        "same_officer": case.taken_in_by == by.officer,
    }
    answer = _decide("sign-off", facts, at)
    return Review(answer, changes, elsewhere)


def sign_off(
    case_id: uuid.UUID, checks: SignChecks, *, by: Hand, at: datetime, version: int | None = None,
    key: uuid.UUID | None = None,
) -> Done:  # fmt: skip
    """审核签发 A4: the checks hold, the server signs the frozen data and names the officer; production is due."""
    seen = review(case_id, checks, by=by, at=at)

    def act() -> Done:
        def write(case: Case, _: Move) -> dict[str, Any]:
            _must_sign(seen)
            application = Application.objects.at(case.id)
            application.signed = _frozen(case, application, checks, by, at)
            application.signature = signature.sign(application.signed)
            application.save(update_fields=["signed", "signature"])
            jobs.enqueue(
                "order_production", {"case": str(case.id)}, run_at=at, unique=f"order:{case.id}:{case.version}"
            )
            return {"signature": application.signature, "valid_from": application.signed["valid_from"]}

        case = spine.move(case_id, Act.SIGN_OFF, by=by, at=at, version=version, write=write)
        notices.send(case, "signed", at)
        return done("sign_off", case, answer=seen.answer)

    return once(by, key, ("sign_off", case_id, checks), at, act)


def send_back(case_id: uuid.UUID, what: tuple[str, ...], *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """退回补正 A4: the accepting side mends what is named, and the case goes on; the applicant's clock runs on."""
    named = [line.strip() for line in what if line.strip()]
    if not named:
        raise BadInput("what", Says("请写明需补正的内容。", "Say what is to be mended."))

    def write(case: Case, _: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        application.remarks = [*application.remarks, *_remarks("send_back", named, by, at)]
        application.save(update_fields=["remarks"])
        return {"what": named}

    return done("send_back", spine.move(case_id, Act.SEND_BACK, by=by, at=at, version=version, write=write))


def mend(case_id: uuid.UUID, mending: Mending, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """补正 A4: what was sent back is mended at the accepting side and stands at the home desk again."""
    if not mending.note.strip():
        raise BadInput("note", Says("请写明补正情况。", "Say what was mended."))
    register = register_of(persons.id_number(Case.objects.select_related("person").at(case_id).person))

    def write(case: Case, _: Move) -> dict[str, Any]:
        moved = _follow_the_register(case, register, by, at)
        application = Application.objects.at(case.id)
        mended = [name for name in ("portrait", "contact", "present_address") if getattr(mending, name)]
        for name in mended:
            setattr(application, name, getattr(mending, name))
        if mending.fingers:
            application.prints = list(mending.fingers)
            mended.append("prints")
        application.remarks = [*application.remarks, *_remarks("mend", [mending.note], by, at)]
        application.save()
        return {"mended": mended, "note": mending.note, **moved}

    return done("mend", spine.move(case_id, Act.MEND, by=by, at=at, version=version, write=write))


def _follow_the_register(case: Case, register: PersonOnFile | None, by: Hand, at: datetime) -> dict[str, Any]:
    """户口变动 A5: the filing follows what the register says now; a moved household takes the case to its new home."""
    if register is None:
        return {"register": "silent"}
    home = home_at(register.home_division, at)
    if home is None:
        raise Forbidden(Says("户籍地没有对应的公安机关。", "No authority answers for the home division."))
    case.person = settle(register, by=by, at=at)
    case.home_county = register.home_division
    if home.code == case.home:
        return {}
    before, case.home = case.home, home.code
    return {"home_before": before, "home": home.code}


def decline_to_sign(
    case_id: uuid.UUID, reason: str, contact: str, *, by: Hand, at: datetime, version: int | None = None
) -> Done:
    """不予签发 A4 A7: terminal, with reason, contact, and how to contest; the fee goes back, a loss report stays."""
    if len(reason.strip()) < 5:
        raise BadInput("reason", Says("请详细写明不予签发的理由。", "Give the reason in detail."))
    if not contact.strip():
        raise BadInput("contact", Says("请写明联系人和电话。", "Name a contact and a telephone number."))
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        fee = fees.let_go(case, "不予签发", at)
        words = content.decline(case, application, reason, contact, fee)
        issued.append(paper(case, Issued.DECLINE, words, row, by, at))
        application.remarks = [*application.remarks, *_remarks("decline", [reason, contact], by, at)]
        application.save(update_fields=["remarks"])
        return {"reason": reason, "contact": contact, "fee": fee, "papers": [issued[0].number]}

    case = spine.move(case_id, Act.DECLINE_TO_SIGN, by=by, at=at, version=version, write=write)
    notices.send(case, "declined", at)
    return done("decline_to_sign", case, *issued)


def done(outcome: str, case: Case, *issued: PaperRef, answer: Answer | None = None) -> Done:
    """What an act answers: where the case stands now and what was handed out."""
    return Done(
        outcome=outcome,
        case=case.id,
        number=case.number,
        stage=case.stage,
        version=case.version,
        papers=issued,
        answer=answer.view("zh") if answer else None,
        answer_en=answer.view("en") if answer else None,
    )


def _decide(matter: str, facts: dict[str, Any], at: datetime) -> Answer:
    kind = matters.MATTERS[matter].facts
    known = {name: value for name, value in facts.items() if name in kind.__struct_fields__}
    return matters.decide(matter, convert(kind, known), on=day_of(at), rules=settings.RULES, explain=True)


def _must_sign(seen: Review) -> None:
    if seen.answer.outcome == "sign":
        return
    zh, en = joined([*seen.answer.grounds, *seen.answer.missing])
    raise Forbidden(Says(f"依核查结果不能签发:{zh}。", f"The checks don't allow signing: {en}."))


def _changes(case: Case) -> tuple[Changed, ...] | None:
    """户籍变动: what the register says now against what stood at intake; None when it does not answer."""
    person = case.person
    answer = doors.population().person(persons.id_number(person))
    if isinstance(answer, Unknown):
        return None
    if isinstance(answer, NotOnFile):
        return (Changed("register", "found", "not on file"),)
    return tuple(
        Changed(item, str(getattr(person, item)), str(_now(answer, item)))
        for item in COMPARED
        if getattr(person, item) != _now(answer, item)
    )


def _now(register: PersonOnFile, item: str) -> Any:
    return getattr(register, item)


def _elsewhere(case: Case) -> str:
    """The number of another open application of the same person, '' for none."""
    others = Case.objects.filter(bucket=case.bucket, person_uid=case.person_uid, matter=Matter.APPLICATION, open=True)
    return others.exclude(id=case.id).values_list("number", flat=True).first() or ""


def validity(issued_on: date, birth_date: date) -> tuple[date, date | None]:
    """有效期 (《居民身份证法》 art. 5): from the day of signing, by the age on that day; None: 长期."""
    kind = matters.MATTERS["validity"].facts
    asked = {"issued_on": issued_on.isoformat(), "birth_date": birth_date.isoformat()}
    parts = matters.decide("validity", convert(kind, asked), on=issued_on, rules=settings.RULES).parts
    end = parts["valid_to"]
    return issued_on, None if end == LONG_TERM else date.fromisoformat(end)


def _frozen(case: Case, application: Application, checks: SignChecks, by: Hand, at: datetime) -> dict[str, Any]:
    """What is signed: what the card will carry, what was checked, and who signs; no ID number in the clear."""
    person = case.person
    valid_from, valid_to = validity(day_of(at), person.birth_date)
    return {
        "case": str(case.id),
        "number": case.number,
        "person": person.number_index,
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date.isoformat(),
        "address": person.address,
        "issuer": case.home,
        "portrait": application.portrait,
        "prints": application.prints,
        "request": application.request,
        "law_version": application.law_version,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else LONG_TERM,
        "checks": {name: getattr(checks, name) for name in checks.__struct_fields__},
        "signer": {"officer": by.officer, "name": by.name, "authority": by.authority, "appointment": by.appointment},
        "signed_at": at.isoformat(),
    }


def _remarks(kind: str, lines: list[str], by: Hand, at: datetime) -> list[dict[str, str]]:
    return [
        {"kind": kind, "text": line, "officer": by.officer, "name": by.name, "at": at.isoformat()} for line in lines
    ]
