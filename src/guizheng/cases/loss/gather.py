"""采集 B1 B2: the facts of a loss report and of its lifting, asked once."""

from dataclasses import dataclass
from datetime import datetime

from msgspec import UNSET

from guizheng.cases.asked import register_of
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput, Says
from guizheng.cases.loss import prints
from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.cases.spine import Case
from guizheng.gateways.population import PersonOnFile
from guizheng.law import facts as law
from guizheng.law.facts_loss import Desk, LiftedCard, LiftFacts, LossFacts, Reissue
from guizheng.law.procedure import Matter
from guizheng.law.terms import CounterKind, FingerprintCheck, Presence, Request, Status
from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority, Kind
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import Card
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import Person

KINDS = {Kind.HALL: CounterKind.HOUSEHOLD_HALL, Kind.STATION: CounterKind.POLICE_STATION}


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is known of a report: the law's facts, and what the officer sees."""

    facts: LossFacts
    person: Person | None
    register: PersonOnFile | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Lifting:
    """What is known when a report is to be lifted: the law's facts, the entry and its card."""

    facts: LiftFacts
    person: Person
    entry: LossEntry
    card: Card


def report(number: str, form: LossForm, *, by: Hand, at: datetime) -> Reporting:
    """采集挂失事实 B2. BadInput: nobody has this number."""
    register, person = register_of(number), persons.find(number)
    held = tuple(cards.of(person)) if person else ()
    live = [card for card in held if card.collected_at is not None and not card.ended]
    on_file = any(card.fingerprint for card in live)
    known = register or person
    registered = known.prints if known else ()
    compared = prints.compared(number, form, registered, on_file=on_file)
    facts = LossFacts(
        on=day_of(at),
        presence=form.presence,
        guardian=_guardian(form),
        counter=Desk(kind=_kind(by), division=by.division),
        person=law.Person(
            birth_date=known.birth_date if known else None,
            home=known.home_division if known else law.DEFAULT_HOME,
            status=Status(known.status) if known else None,
            active_service=known.active_service if known else None,
            capacity=form.capacity,
        ),
        register=law.Register(
            found=None if register is None else True,
            main_items_match=form.main_items_match,
            number_sound=None if register is None else register.number_sound,
        ),
        event=form.event,
        identity=law.Identity(
            looks_changed=form.looks_changed,
            fingerprint=compared,
            otherwise_confirmed=confirmed(form.otherwise_confirmed, form.confirmed_how, compared),
        ),
        phone_lost=form.phone_lost,
        cards=cards.as_law(held),
    )
    return Reporting(facts, person, register, held)


def lift(number: str, form: LiftForm, *, at: datetime) -> Lifting:
    """采集解除事实 B2. BadInput: no such person, or nothing reported lost."""
    person = persons.find(number)
    held = cards.of(person) if person else []
    entries = {entry.card_uid: entry for entry in losses.open_for(person)} if person else {}
    shown = [card for card in held if card.id in entries and form.card in (None, card.id)]
    if person is None or not shown:
        raise BadInput("card", Says("该证件没有未解除的挂失。", "No loss report stands against this card."))
    card = max(shown, key=lambda one: (one.valid_from, one.issue_seq))
    compared = prints.compared(number, form, person.prints, on_file=card.fingerprint)
    newest = max(held, key=lambda one: (one.valid_from, one.issue_seq))
    older = card.id != newest.id and newest.collected_at is not None
    facts = LiftFacts(
        on=day_of(at),
        presence=form.presence,
        card_shown=form.card_shown,
        card=LiftedCard.FAULTY if not form.readable else LiftedCard.HISTORIC if older else LiftedCard.CURRENT,
        reissue=_reissue(person, older),
        identity=law.Identity(
            fingerprint=compared,
            otherwise_confirmed=confirmed(form.otherwise_confirmed, form.confirmed_how, compared),
        ),
    )
    return Lifting(facts, person, entries[card.id], card)


def confirmed(said: bool | None, how: str, compared: FingerprintCheck | None) -> bool | None:
    """其他方式确认 B2: prints that don't agree are decided by hand, and an officer who accepts says how."""
    if compared is FingerprintCheck.MISMATCH and said and not how.strip():
        raise BadInput(
            "confirmed_how",
            Says(
                "指纹比对不一致,请写明以何种方式确认身份。", "The prints don't agree: say how identity was confirmed."
            ),
        )
    return said


def _reissue(person: Person, older: bool) -> Reissue:
    """补领: issued when a younger card was handed over, applied while an application for one is open."""
    if older:
        return Reissue.ISSUED
    return Reissue.APPLIED if reissue_running(person) else Reissue.NONE


def reissue_running(person: Person) -> bool:
    """补领在办: whether this person has an open application for a reissue, wherever it was filed."""
    running = Case.objects.filter(
        bucket=person.bucket, person_uid=person.id, matter=Matter.APPLICATION, open=True
    ).first()
    return running is not None and events.trace(running.id)[0].body.get("request") == Request.REISSUE


def _guardian(form: LossForm) -> law.Guardian | None:
    if form.presence in (Presence.SELF_WITH_GUARDIAN, Presence.GUARDIAN):
        return law.Guardian(relation=form.guardian_relation or "parent", proved=form.guardian_proved)
    return UNSET  # type: ignore[return-value]


def _kind(by: Hand) -> CounterKind:
    row = Authority.objects.filter(code=by.authority).first()
    return KINDS.get(Kind(row.kind), CounterKind.OTHER) if row else CounterKind.OTHER
