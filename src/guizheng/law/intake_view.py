"""受理所见: what the rules of intake see: the facts, with what follows from them worked out once."""

from datetime import date

from msgspec import UNSET

from guizheng.law import fees
from guizheng.law.divisions import province_of
from guizheng.law.facts import (
    DEFAULT_COUNTER,
    Card,
    IntakeFacts,
    check_born,
    check_card,
    end_of,
)
from guizheng.law.periods import add_months, age
from guizheng.law.terms import (
    LONG_TERM,
    Capacity,
    Cause,
    Evidence,
    FingerprintCheck,
    Paper,
    Presence,
    StayGround,
)
from guizheng.law.values import RuleSet

SIXTEEN = 16
PLAIN = Card()
PERMIT, PERMIT_AS_PROOF = Paper.RESIDENCE_PERMIT, Evidence.RESIDENCE_PERMIT
EXPIRY, NO_GROUND = Cause.EXPIRY, StayGround.NONE
MATCH, NO_PRINTS = FingerprintCheck.MATCH, FingerprintCheck.NONE_ON_FILE
GUARDIAN_PAPERS = frozenset({Presence.SELF_WITH_GUARDIAN, Presence.GUARDIAN})
LIMITED = frozenset({Capacity.LIMITED, Capacity.NONE})


class Intake:
    """The facts of one application as the rules ask them.

    Provinces are two digits. `shown` is None where every needed paper was shown. `first_day` is the first day on which
    an expiring card may be renewed. `None` is unknown throughout.
    """

    __slots__ = (
        "adult",
        "away",
        "card",
        "cause",
        "change",
        "change_not_given",
        "confirmed",
        "counter",
        "evidence",
        "f",
        "fingerprint",
        "first_day",
        "has_card",
        "has_ground",
        "here",
        "home",
        "identity",
        "in_own_province",
        "long_term",
        "needs_guardian",
        "norm",
        "number_division",
        "on",
        "person",
        "place",
        "presence",
        "prints_registered",
        "register",
        "request",
        "rules",
        "searches",
        "shown",
        "stay",
    )

    def __init__(self, facts: IntakeFacts, on: date, rules: RuleSet, away: bool) -> None:
        self.f, self.on, self.rules, self.away = facts, on, rules, away
        self.person, self.counter, self.register = facts.person, facts.counter, facts.register
        self.identity, self.searches, self.stay = facts.identity, facts.searches, facts.stay
        self.request, self.presence = facts.request, facts.presence
        self.norm = rules.has_norm(on)
        self.cause = fees.cause_of(facts.request, facts.cause)
        self._place()
        self._person()
        self._card()
        self._papers()
        self._identity()

    def _place(self) -> None:
        division = self.counter.division
        self.place = division if division is not UNSET else DEFAULT_COUNTER if self.away else self.person.home
        self.home, self.here = province_of(self.person.home), province_of(self.place)
        self.in_own_province = self.counter.own_province and self.home == self.here
        self.has_ground = self.stay.ground is not None and self.stay.ground is not NO_GROUND

    def _person(self) -> None:
        number = self.person.id_number
        self.number_division = number[:6] if isinstance(number, str) else None  # a trace shows no whole number
        born = self.person.born
        self.adult = None if born is None else age(born, self.on) >= SIXTEEN
        capacity = self.person.capacity
        self.needs_guardian: bool | None
        if self.adult is False or capacity in LIMITED:
            self.needs_guardian = True
        else:
            self.needs_guardian = None if self.adult is None or capacity is None else False

    def _card(self) -> None:
        given = self.f.card
        self.card = given if isinstance(given, Card) else PLAIN
        self.has_card: bool | None = None if given is None else given != "none"
        valid_to = self.card.valid_to
        self.long_term = valid_to == LONG_TERM
        self.first_day: date | None = None
        if given is not None and not self.long_term and self.cause is EXPIRY:
            end = self.on if valid_to is UNSET else end_of(valid_to)
            self.first_day = add_months(end, -self.counter.renewal_window_months)

    def _papers(self) -> None:
        papers, evidence = self.f.papers, self.stay.evidence
        self.shown: frozenset[Paper] | None
        if papers is UNSET:
            self.shown = None
        else:
            if PERMIT in papers:
                evidence = (*evidence, PERMIT_AS_PROOF)
            elif PERMIT_AS_PROOF in evidence:
                papers = (*papers, PERMIT)
            self.shown = frozenset(papers)
        self.evidence = frozenset(evidence)

    def _identity(self) -> None:
        registered, compared = self.card.fingerprint, self.identity.fingerprint
        if registered is UNSET:
            registered = compared is not NO_PRINTS and self.has_card is not False
        self.prints_registered: bool | None = registered
        if compared is UNSET:
            compared = NO_PRINTS if registered is False else MATCH
        self.fingerprint: FingerprintCheck | None = compared
        self.confirmed = self.identity.otherwise_confirmed
        change = self.register.change_on_register
        self.change_not_given = change is UNSET
        self.change: bool | None = False if change is UNSET else change


def check(facts: IntakeFacts, on: date) -> None:
    """矛盾: FactsError where the facts contradict the day ruled on, with the place."""
    check_born(facts.person, on)
    if isinstance(facts.card, Card):
        check_card(facts.card, on, "card")
    if facts.cards:
        for index, held in enumerate(facts.cards):
            check_card(held, on, f"cards[{index}]")
