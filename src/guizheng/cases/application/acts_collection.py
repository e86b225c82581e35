"""发放 A4: receipt, identity, old card, then the new card is handed over; a lost receipt is replaced on identity."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from msgspec import UNSET

from guizheng.cases import spine
from guizheng.cases.application import content, fees
from guizheng.cases.application.acts_home import done
from guizheng.cases.application.forms import Collection, Done, PaperRef
from guizheng.cases.application.models import Application
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.once import once
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.fingerprint import Comparison
from guizheng.law import facts as law
from guizheng.law import matters
from guizheng.law.facts_found import Collector
from guizheng.law.facts_issuance import HandOverFacts, OldCard, ReceiptState
from guizheng.law.procedure import Act, Issued, Matter, Move, Stage
from guizheng.law.rulings import Answer
from guizheng.law.terms import Capacity, Outcome, Request, Status
from guizheng.ledger.hands import SYSTEM, Hand
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import Card


@dataclass(frozen=True, slots=True)
class Checked:
    """What the collection counter knows: the law's answer and the result of the fingerprint ('' when not compared)."""

    answer: Answer
    fingerprint: str


def check(case_id: uuid.UUID, collection: Collection, *, at: datetime) -> Checked:
    """预核 A4: what the law says of handing over now; nothing is written."""
    case = Case.objects.select_related("person").at(case_id)
    application = Application.objects.at(case.id)
    confirmed, compared = _identity(case, collection)
    person = case.person
    facts = HandOverFacts(
        request=Request(application.request),
        receipt=ReceiptState(collection.receipt),
        collector=Collector(collection.collector),
        authorisation=collection.authorisation,
        person=law.Person(
            birth_date=person.birth_date,
            home=person.home_division,
            status=Status(person.status),
            capacity=Capacity(person.capacity or "by_age"),
        ),
        identity_confirmed=confirmed,
        old_card=OldCard(collection.old_card) if collection.old_card else UNSET,
        new_card_checked=collection.new_card_checked,
    )
    return Checked(matters.decide("hand-over", facts, on=day_of(at), rules=settings.RULES, explain=True), compared)


def hand_over(
    case_id: uuid.UUID, collection: Collection, *, by: Hand, at: datetime, version: int | None = None,
    key: uuid.UUID | None = None,
) -> Done:  # fmt: skip
    """核验发放 A4: the new card stands, the old one is replaced, and stays reported lost if it was."""
    checked = check(case_id, collection, at=at)

    def act() -> Done:
        issued: list[PaperRef] = []

        def write(case: Case, row: Move) -> dict[str, Any]:
            _must_accept(checked.answer)
            _must_be_paid(case)
            application = Application.objects.select_related("new_card").at(case.id)
            told = _change_cards(case, application, collection, by, at)
            application.collected_by = collection.collector
            application.save(update_fields=["collected_by"])
            words = content.handover_record(case, application, collection, checked.fingerprint)
            issued.append(paper(case, Issued.HANDOVER_RECORD, words, row, by, at))
            return {**told, "collector": collection.collector, "fingerprint": checked.fingerprint,
                    "papers": [issued[0].number]}  # fmt: skip

        case = spine.move(case_id, Act.HAND_OVER, by=by, at=at, version=version, write=write)
        _supersede(case, at)
        return done("hand_over", case, *issued, answer=checked.answer)

    return once(by, key, ("hand_over", case_id, collection), at, act)


def replace_receipt(case_id: uuid.UUID, how: str, *, by: Hand, at: datetime) -> Done:
    """补发领证回执 A4: a lost receipt is replaced once identity is verified; the number of the case stays."""
    if not how.strip():
        raise BadInput("how", Says("请写明核实身份的方式。", "Say how identity was verified."))
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        issued.append(paper(case, Issued.RECEIPT, content.receipt(case, application, fees.standing(case)), row, by, at))
        return {"how": how, "papers": [issued[0].number]}

    return done("replace_receipt", spine.move(case_id, Act.REPLACE_RECEIPT, by=by, at=at, write=write), *issued)


def _identity(case: Case, collection: Collection) -> tuple[bool | None, str]:
    """指纹核验 A4: compared on the spot; what does not agree is confirmed by other means, and the record says how."""
    if not collection.print_sample or collection.collector != Collector.SELF:
        return collection.identity_confirmed, ""
    number = persons.id_number(case.person)
    answer = doors.fingerprint().compare(number, collection.print_finger, collection.print_sample)
    if answer is Comparison.MATCH:
        return collection.identity_confirmed, answer.value
    said = "unknown" if isinstance(answer, Unknown) else answer.value
    if collection.identity_confirmed and not collection.confirmed_how.strip():
        return (None if isinstance(answer, Unknown) or answer is Comparison.NONE_ON_FILE else False), said
    return collection.identity_confirmed, said


def _must_accept(answer: Answer) -> None:
    if answer.outcome == Outcome.ACCEPT:
        return
    zh, en = joined([*answer.grounds, *answer.missing])
    raise Forbidden(Says(f"不能发放:{zh}", f"It can't be handed over: {en}"))


def _must_be_paid(case: Case) -> None:
    if not fees.settled(fees.standing(case)):
        raise Forbidden(Says("工本费尚未缴清,请先缴费。", "The fee is not paid yet; take it first."))


def _change_cards(
    case: Case, application: Application, collection: Collection, by: Hand, at: datetime
) -> dict[str, Any]:
    new = application.new_card
    assert new is not None  # a case is ready only with a card that was made
    held = cards.of(case.person)
    old = [card for card in held if card.collected_at is not None and not card.ended]
    if collection.old_card == OldCard.LOST_SINCE:
        _report_lost(case, old, by, at)
    returned = application.request == Request.RENEWAL and collection.old_card in ("", OldCard.RETURNED)
    cards.hand_over(new, replaces=old, returned=returned, case=case.id, by=by, at=at)
    return {"card": str(new.id), "replaced": [str(card.id) for card in old], "returned": returned}


def _supersede(case: Case, at: datetime) -> None:
    """登记补发新证 B3: a standing loss report can no longer be lifted; the old card stays reported lost."""
    rows = Case.objects.filter(
        bucket=case.bucket, person_uid=case.person_uid, matter=Matter.LOSS, stage=Stage.REPORTED, open=True
    )

    def write(_case: Case, _row: Move) -> dict[str, Any]:
        return {"successor": case.number}

    for report in rows:
        spine.move(report.id, Act.SUPERSEDE, by=SYSTEM, at=at, write=write)


def _report_lost(case: Case, old: list[Card], by: Hand, at: datetime) -> None:
    """受理后丢失 B1: the old card is reported lost in the same visit, so that the alarm goes on."""
    losses.enter(
        case.person, old, event="lost", source=losses.Source.REPORT, number=case.number, case=case.id, by=by, at=at
    )
