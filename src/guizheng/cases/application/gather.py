"""采集 A3 A5 A6: ask the registers and the outside once, and return frozen facts with what the officer sees.

After this nothing outside is asked. What does not answer stays unknown (None): the law then says 待核, never a default.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from msgspec import UNSET, UnsetType

from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.asked import fingerprint, home_of, register_of
from guizheng.cases.clocks import ZONE
from guizheng.cases.errors import BadInput, Says
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.credit import CreditRecord
from guizheng.gateways.population import PersonOnFile
from guizheng.law import facts as law
from guizheng.law.divisions import is_home_unit
from guizheng.law.terms import (
    LONG_TERM,
    BarKind,
    Capacity,
    CounterKind,
    FingerprintCheck,
    FoundSearch,
    LossSearch,
    PersonSearch,
    Presence,
    Request,
    Status,
)
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority, Kind, authority, production_centre
from guizheng.organs.jurisdiction import entrustment_in_force
from guizheng.organs.points import AcceptancePoint
from guizheng.registers import barred, cards, found, losses, persons
from guizheng.registers.barred import BarredPerson
from guizheng.registers.cards import Card
from guizheng.registers.found import FoundCard
from guizheng.registers.persons import Person

REMOTE, HOME = "remote-intake", "home-intake"


@dataclass(frozen=True, slots=True)
class Difference:
    """比对差异: what was said or shown at the counter, and what the register says."""

    item: str
    said: str
    register: str


@dataclass(frozen=True, slots=True)
class Source:
    """A system that was asked, and whether it answered."""

    system: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What the officer sees beside the ruling. `person` is our own row (None: not yet in our register)."""

    person: Person | None
    register: PersonOnFile | None
    home: Authority | None
    accepting: Authority
    point: AcceptancePoint | None
    entrustment: str
    old_card: Card | None
    cards: tuple[Card, ...]
    loss: LossSearch
    found: FoundCard | None
    barred: tuple[BarredPerson, ...]
    credit: tuple[CreditRecord, ...]
    fingerprint: FingerprintCheck | None
    differences: tuple[Difference, ...]
    sources: tuple[Source, ...]

    @property
    def at_home(self) -> bool:
        """B1: whether the counter stands in the county of the household register."""
        return self.home is not None and self.home.code[:6] == self.accepting_county

    @property
    def accepting_county(self) -> str:
        """The six-digit division in which the counter stands."""
        return self.accepting.code[:6]


@dataclass(frozen=True, slots=True)
class Gathered:
    """One frozen answer to «what do we know?»: the law's facts, its matter, and what was seen."""

    matter: str
    facts: law.IntakeFacts
    seen: Seen


@dataclass(slots=True)
class _Asked:
    sources: list[Source] = field(default_factory=list)

    def note(self, system: str, *, answered: bool) -> None:
        self.sources.append(Source(system, answered))


def intake(number: str, form: IntakeForm, *, by: Hand, at: datetime) -> Gathered:
    """采集受理事实 A3 A5 A6: everything that `law` may know of this filing. BadInput: nobody has this number."""
    asked, on = _Asked(), at.astimezone(ZONE).date()
    register = register_of(number)
    asked.note("population", answered=register is not None)
    person = persons.find(number)
    home_division = _home_division(number, register, person)
    accepting = authority(by.authority)
    home = home_of(home_division, on)
    held = tuple(cards.of(person)) if person else ()
    old = _old_card(held, form)
    at_home = home is not None and home.code[:6] == accepting.code[:6]
    matter = HOME if at_home else REMOTE
    bars, credit = _bars(number, asked) if matter == REMOTE else ((), ())
    point = AcceptancePoint.objects.filter(authority=accepting).first()
    on_file = old.fingerprint if old is not None else bool(register and register.prints)
    compared = _fingerprint(number, form, on_file, asked)
    differences = _differences(form, register)
    seen = Seen(
        person=person,
        register=register,
        home=home,
        accepting=accepting,
        point=point,
        entrustment=_entrustment(home, accepting, on) if matter == REMOTE else "",
        old_card=old,
        cards=held,
        loss=LossSearch(losses.answer_for_search(person)) if person else LossSearch.NONE,
        found=found.held_for(number),
        barred=bars,
        credit=credit or (),
        fingerprint=compared,
        differences=differences,
        sources=tuple(asked.sources),
    )
    facts = law.IntakeFacts(
        on=on,
        request=form.request,
        cause=form.cause or UNSET,
        error_by=form.error_by,
        presence=form.presence,
        guardian=_guardian(form),
        insists=form.insists,
        person=_person(home_division, form, register, person, held),
        counter=_counter(accepting, point, on),
        stay=law.Stay(ground=form.stay_ground, evidence=form.evidence),
        papers=form.papers,
        card=_card(old, form),
        cards=tuple(cards.as_law(list(held))),
        register=_register(form, register, differences),
        identity=law.Identity(
            looks_changed=form.looks_changed,
            fingerprint=compared,
            otherwise_confirmed=_confirmed(form, compared),
            search=_search(number, form, asked),
        ),
        barred=_barred(bars, credit),
        searches=law.Searches(loss=seen.loss, found=FoundSearch.HELD if seen.found else FoundSearch.NONE),
        live_photo=form.live_photo,
        prints_taken=form.prints_taken,
        production_prints_script=_prints_script(register, person, by),
    )
    return Gathered(matter, facts, seen)


def _home_division(number: str, register: PersonOnFile | None, person: Person | None) -> str:
    """常住户口所在地: the register's; when it is silent, our own row's; else where the number was given."""
    if register is not None:
        return register.home_division
    if person is not None:
        return person.home_division
    return number[:6] if is_home_unit(number[:6]) else law.DEFAULT_HOME


def _old_card(held: tuple[Card, ...], form: IntakeForm) -> Card | None:
    """原证: the card the form names, else the newest one handed over that stands."""
    if form.old_card is not None:
        named = [card for card in held if card.id == form.old_card]
        if not named:
            raise BadInput("old_card", Says("所选证件不是申请人的证件。", "The card chosen is not the applicant's."))
        return named[0]
    standing = [card for card in held if card.collected_at is not None and not card.ended]
    return max(standing, key=lambda card: card.valid_from, default=None)


def _entrustment(home: Authority | None, accepting: Authority, on: date) -> str:
    entrustment = entrustment_in_force(home, accepting, on) if home else None
    return entrustment.number if entrustment else ""


def _bars(number: str, asked: _Asked) -> tuple[tuple[BarredPerson, ...], tuple[CreditRecord, ...] | None]:
    """不良记录 A6: our own register, and the national list asked live; None when that one does not answer."""
    answer = doors.credit().records(number)
    asked.note("credit", answered=not isinstance(answer, Unknown))
    return tuple(barred.records_for(number)), None if isinstance(answer, Unknown) else answer


def _barred(bars: tuple[BarredPerson, ...], credit: tuple[CreditRecord, ...] | None) -> tuple[law.Barred, ...] | None:
    records = [
        law.Barred(kind=BarKind.CONDUCT, source=bar.source, on=bar.decided_on, withdrawn=bar.withdrawn_on is not None)
        for bar in bars
    ]
    records += [
        law.Barred(kind=BarKind(row.kind), source=row.source, on=row.on, withdrawn=row.withdrawn)
        for row in credit or ()
    ]
    if credit is None and not any(not record.withdrawn for record in records):
        return None
    return tuple(records)


def _fingerprint(number: str, form: IntakeForm, on_file: bool, asked: _Asked) -> FingerprintCheck | None:
    answer = fingerprint(number, form.print_finger, form.print_sample, on_file=on_file)
    if on_file and form.print_sample:
        asked.note("fingerprint", answered=answer is not None)
    return answer


def _confirmed(form: IntakeForm, fingerprint: FingerprintCheck | None) -> bool | None:
    """其他方式确认 A5: prints that don't agree are decided by hand, and an officer who accepts says how."""
    if fingerprint is FingerprintCheck.MISMATCH and form.otherwise_confirmed and not form.confirmed_how.strip():
        raise BadInput(
            "confirmed_how",
            Says(
                "指纹比对不一致,请写明以何种方式确认身份。", "The prints don't agree: say how identity was confirmed."
            ),
        )
    return form.otherwise_confirmed


def _search(number: str, form: IntakeForm, asked: _Asked) -> PersonSearch | None:
    """首次申领的人像指纹检索 (2021 norm, art. 9); nothing else asks for it."""
    if form.request is not Request.FIRST:
        return PersonSearch.NONE_ELSE
    answer = doors.population().search(number, form.portrait, form.fingers)
    asked.note("search", answered=not isinstance(answer, Unknown))
    if isinstance(answer, Unknown):
        return None
    return PersonSearch.HIT if answer.hits else PersonSearch.NONE_ELSE


def _differences(form: IntakeForm, register: PersonOnFile | None) -> tuple[Difference, ...]:
    """The applicant's words beside the register's; typing variants (·, spaces) make no difference."""
    if register is None:
        return ()
    pairs = (("name", form.said_name, register.name), ("address", form.said_address, register.address))
    return tuple(Difference(item, said, kept) for item, said, kept in pairs if said and _plain(said) != _plain(kept))


_VARIANTS: dict[int, str | None] = {ord("•"): "·", ord("."): "·", ord("・"): "·", ord(" "): None, ord("\u3000"): None}


def _plain(text: str) -> str:
    return text.translate(_VARIANTS).upper()


def _guardian(form: IntakeForm) -> law.Guardian | UnsetType:
    if form.presence in (Presence.SELF_WITH_GUARDIAN, Presence.GUARDIAN):
        return law.Guardian(relation=form.guardian_relation or "parent", proved=form.guardian_proved)
    return UNSET


def _person(
    home_division: str,
    form: IntakeForm,
    register: PersonOnFile | None,
    person: Person | None,
    held: tuple[Card, ...],
) -> law.Person:
    """The person as the law may know it. The number itself stays outside: its soundness is a fact of the register."""
    known = register or person
    if known is None:
        return law.Person(home=home_division, status=None, active_service=None, birth_date=None)
    return law.Person(
        birth_date=known.birth_date,
        home=home_division,
        status=Status(known.status),
        active_service=known.active_service,
        capacity=Capacity(known.capacity or "by_age") if form.capacity == "by_age" else form.capacity,
        relief=form.relief,
        held_second_generation=bool(held),
    )


def _counter(accepting: Authority, point: AcceptancePoint | None, on: date) -> law.Counter:
    kinds = {Kind.HALL: CounterKind.HOUSEHOLD_HALL, Kind.STATION: CounterKind.POLICE_STATION}
    return law.Counter(
        division=accepting.code[:6],
        kind=kinds.get(Kind(accepting.kind), CounterKind.OTHER),
        is_point=point is not None and point.is_open(on),
        serves=UNSET if point is None or point.serves is None else tuple(point.serves),
    )


def _card(old: Card | None, form: IntakeForm) -> law.Card | Literal["none"]:
    if old is None:
        return "none"
    return law.Card(
        valid_from=old.valid_from,
        valid_to=old.valid_to.isoformat() if old.valid_to else LONG_TERM,
        fingerprint=old.fingerprint,
        bilingual=old.bilingual,
        readable=form.card_readable,
    )


def _register(form: IntakeForm, register: PersonOnFile | None, differences: tuple[Difference, ...]) -> law.Register:
    if register is None:
        return law.Register(found=None, main_items_match=None, photo_on_file=None, number_sound=None, address=None)
    same_name = not any(one.item == "name" for one in differences)
    return law.Register(
        found=True,
        main_items_match=form.main_items_match if same_name else False,
        photo_on_file=register.photo_on_file,
        number_sound=register.number_sound,
        address=form.address,
    )


def _prints_script(register: PersonOnFile | None, person: Person | None, by: Hand) -> bool:
    """双语证: whether the accepting province's centre prints the script of this person's card."""
    known = register or person
    script = known.script if known else ""
    return not script or script in production_centre(by.division).scripts
