"""事实: all that a rule may know. Frozen structs with the contract's defaults, read from JSON or built by the counters.

An absent fact takes its default, which lets a plain case pass. `None` means unknown, never "none".
A fact whose default depends on other facts is `UNSET` until it is given.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from guizheng.law import id_number
from guizheng.law.divisions import HOME_DIVISIONS, HOME_UNITS, is_division
from guizheng.law.terms import (
    LONG_TERM,
    AddressCheck,
    BarKind,
    Capacity,
    CardEnd,
    Cause,
    CounterKind,
    ErrorBy,
    Evidence,
    FingerprintCheck,
    FoundSearch,
    LossSearch,
    Paper,
    PersonSearch,
    Presence,
    PrintsTaken,
    Relief,
    Request,
    Status,
    StayGround,
    StayProof,
)

ValidTo = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2}|long_term)$")]
"""The end of a card as printed: an ISO date, or `long_term`."""

DEFAULT_BIRTH = date(1990, 1, 1)
DEFAULT_HOME = "410102"
DEFAULT_COUNTER = "120101"
LONG_DIGITS = re.compile(r"\d{12,}[Xx]?")


class FactsError(ValueError):
    """The facts can't be ruled on: a place in the facts and what is wrong there. Never repeats an identity number."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place, self.message = place, message


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The root of every facts struct: unknown keys are refused."""


class Guardian(Facts, frozen=True, kw_only=True):
    """监护人: how related, and whether the relation is proved."""

    relation: str = "parent"
    proved: bool | None = True


class Person(Facts, frozen=True, kw_only=True):
    """申请人: as the population register knows the person."""

    id_number: str | UnsetType | None = UNSET
    birth_date: date | UnsetType | None = UNSET
    home: str = DEFAULT_HOME
    status: Status | None = Status.ALIVE
    active_service: bool | None = False
    capacity: Capacity | None = Capacity.BY_AGE
    relief: Relief = Relief.NONE
    held_second_generation: bool = True

    @property
    def born(self) -> date | None:
        """The given birth date, else the one in the number, else that of a plain adult; None when unknown."""
        if self.birth_date is not UNSET:
            return self.birth_date
        if self.id_number is UNSET:
            return DEFAULT_BIRTH
        return id_number.birth_date(self.id_number) if self.id_number else None


class Counter(Facts, frozen=True, kw_only=True):
    """受理点: where the person stands, and what that point may take in on the day."""

    division: str | UnsetType = UNSET
    kind: CounterKind = CounterKind.HOUSEHOLD_HALL
    is_point: bool | None = True
    serves: Literal["all"] | tuple[str, ...] | UnsetType = UNSET
    own_province: bool = False
    serves_first: bool | Literal["all"] | tuple[str, ...] | UnsetType = UNSET
    causes: Literal["all"] | tuple[Cause, ...] | UnsetType = UNSET
    stay_proof: StayProof = StayProof.REQUIRED
    renewal_window_months: int = 3
    strict_address: bool = False


class Stay(Facts, frozen=True, kw_only=True):
    """合法稳定就业、就学、居住: the ground the applicant states and what proves it."""

    ground: StayGround | None = StayGround.WORK
    evidence: tuple[Evidence, ...] = (Evidence.RESIDENCE_PERMIT,)


class Card(Facts, frozen=True, kw_only=True):
    """原证: the old card, in order and expiring unless said otherwise."""

    valid_from: date | UnsetType = UNSET
    valid_to: ValidTo | UnsetType = UNSET
    fingerprint: bool | UnsetType | None = UNSET
    bilingual: bool | None = False
    readable: bool | None = True


class HeldCard(Facts, frozen=True, kw_only=True):
    """A card on the person's record, with what has become of it."""

    valid_from: date
    valid_to: ValidTo
    reported_lost: bool = False
    ended: CardEnd = CardEnd.NONE
    collected: bool = True
    fingerprint: bool = True


class Register(Facts, frozen=True, kw_only=True):
    """人口信息系统: what the population register says."""

    found: bool | None = True
    main_items_match: bool | None = True
    change_on_register: bool | UnsetType | None = UNSET
    photo_on_file: bool | None = True
    number_sound: bool | None = True
    address: AddressCheck | None = AddressCheck.MATCH


class Identity(Facts, frozen=True, kw_only=True):
    """身份核验: looks, prints, other means, and the search before a first card."""

    looks_changed: bool | None = False
    fingerprint: FingerprintCheck | UnsetType | None = UNSET
    otherwise_confirmed: bool | None = True
    search: PersonSearch | None = PersonSearch.NONE_ELSE


class Barred(Facts, frozen=True, kw_only=True):
    """不良记录: one record against the applicant himself or herself."""

    kind: BarKind
    source: str = ""
    on: date | UnsetType = UNSET
    withdrawn: bool = False


class Searches(Facts, frozen=True, kw_only=True):
    """查询核实: the loss register and the register of found cards."""

    loss: LossSearch | None = LossSearch.NONE
    found: FoundSearch | None = FoundSearch.NONE


class IntakeFacts(Facts, frozen=True, kw_only=True):
    """受理: all that decides an application at a counter, away from home or at home."""

    on: date | UnsetType = UNSET
    request: Request = Request.RENEWAL
    cause: Cause | UnsetType = UNSET
    error_by: ErrorBy = ErrorBy.HOLDER
    presence: Presence = Presence.SELF
    guardian: Guardian | UnsetType | None = UNSET
    insists: bool = False
    person: Person = Person()
    counter: Counter = Counter()
    stay: Stay = Stay()
    papers: tuple[Paper, ...] | UnsetType = UNSET
    card: Card | Literal["none"] | UnsetType | None = UNSET
    cards: tuple[HeldCard, ...] | UnsetType | None = UNSET
    register: Register = Register()
    identity: Identity = Identity()
    barred: tuple[Barred, ...] | None = ()
    searches: Searches = Searches()
    live_photo: bool | None = True
    prints_taken: PrintsTaken | None = PrintsTaken.TAKEN
    production_prints_script: bool | None = True

    def __post_init__(self) -> None:
        """Facts that contradict each other can't be built. FactsError with the place."""
        check_identity(self.person, self.register.number_sound)
        counter = self.counter
        if counter.division is not UNSET:
            check_home("counter.division", counter.division)
        if isinstance(counter.serves, tuple):
            check_provinces("counter.serves", counter.serves)
        if isinstance(counter.serves_first, tuple):
            check_provinces("counter.serves_first", counter.serves_first)
        if not 1 <= counter.renewal_window_months <= 12:
            raise FactsError("counter.renewal_window_months", "not between 1 and 12")
        matched = self.identity.fingerprint is FingerprintCheck.MATCH
        if matched and isinstance(self.card, Card) and self.card.fingerprint is False:
            raise FactsError("identity.fingerprint", "match contradicts a card without fingerprints")


F = TypeVar("F", bound=Facts)


@lru_cache(maxsize=64)
def _decoder(kind: type[Facts]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def read(kind: type[F], text: bytes | str) -> F:
    """Facts from JSON. FactsError with the place and what is wrong there."""
    try:
        facts: F = _decoder(kind).decode(text)
    except msgspec.ValidationError as error:
        raise translated(error) from None
    except msgspec.DecodeError as error:
        raise FactsError("facts", f"not JSON: {_masked(str(error))}") from None
    except UnicodeError:
        raise FactsError("facts", "not UTF-8") from None
    except RecursionError:
        raise FactsError("facts", "nested too deeply") from None
    return facts


def convert(kind: type[F], value: Any) -> F:
    """Facts from plain values (a stored JSON column, a dict). FactsError as in `read`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise translated(error) from None


def translated(error: msgspec.ValidationError) -> FactsError:
    """`Expected … - at `$.person.home`` as `person.home: Expected …`."""
    cause = error.__cause__
    if isinstance(cause, FactsError):
        return cause
    message, _, place = str(error).partition(" - at `$")
    place = place.rstrip("`").lstrip(".") or "facts"
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", message)
    if unknown:
        key = _masked(unknown[1])
        return FactsError(key if place == "facts" else f"{place}.{key}", "unknown key")
    return FactsError(place, _masked(message))


def _masked(text: str) -> str:
    return LONG_DIGITS.sub("***", text)


def check_division(place: str, code: str) -> None:
    if not is_division(code):
        raise FactsError(place, f"not a division code: {_masked(code)[:20]}")


def check_home(place: str, code: str) -> None:
    """常住户口 lies in one of the 31 home units."""
    if code not in HOME_DIVISIONS:
        check_division(place, code)
        raise FactsError(place, f"not a home unit: {code}")


def check_provinces(place: str, provinces: tuple[str, ...]) -> None:
    if not HOME_UNITS.issuperset(provinces):
        raise FactsError(place, "not a list of 2-digit home units")


def check_identity(person: Person, number_sound: bool | None = True, place: str = "person") -> None:
    """The home and the number. A number that the register calls unsound may fail its check digit. Never repeated."""
    if person.home not in HOME_DIVISIONS:
        check_home(f"{place}.home", person.home)
    if isinstance(person.id_number, str):
        fault = id_number.fault(person.id_number)
        if fault and not (number_sound is False and fault == id_number.MISFIT):
            raise FactsError(f"{place}.id_number", fault)


def check_person(person: Person, on: date, number_sound: bool | None = True, place: str = "person") -> None:
    """Contradictions of a person: home, number, and a birth date after the day ruled on."""
    check_identity(person, number_sound, place)
    check_born(person, on, place)


def check_born(person: Person, on: date, place: str = "person") -> None:
    born = person.born
    if born is not None and born > on:
        raise FactsError(f"{place}.birth_date", "after the day ruled on")


@lru_cache(maxsize=8192)
def end_of(valid_to: str, place: str = "valid_to") -> date:
    """The last day of a card; the last day there is for a long-term one. FactsError when there is no such day."""
    if valid_to == LONG_TERM:
        return date.max
    try:
        return date.fromisoformat(valid_to)
    except ValueError:
        raise FactsError(place, "no such day") from None


def check_card(card: Card | HeldCard, on: date, place: str) -> None:
    """Contradictions of a card: it begins before it ends, and not after the day ruled on."""
    end = date.max if card.valid_to is UNSET else end_of(card.valid_to, f"{place}.valid_to")
    if card.valid_from is UNSET:
        return
    if card.valid_from > on:
        raise FactsError(f"{place}.valid_from", "after the day ruled on")
    if end <= card.valid_from:
        raise FactsError(f"{place}.valid_to", "not after valid_from")
