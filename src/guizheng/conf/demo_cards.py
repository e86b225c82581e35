"""演示证件: cards a person of a given age may hold, as the law of 2004 would have issued them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from guizheng.law.periods import add_years, age

SECOND_GENERATION = date(2005, 6, 1)
PRINTS_FROM = date(2013, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoCard:
    """One card. Null `valid_to` is 长期; `state` a word of the registers: in_force, reported_lost, handed_in, …"""

    valid_from: date
    valid_to: date | None
    fingerprint: bool
    bilingual: bool
    script: str
    state: str
    dn: str


def end_of(valid_from: date, born: date) -> date | None:
    """有效期 art. 5: by age at issue."""
    years_old = age(born, valid_from)
    if years_old >= 46:
        return None
    return add_years(valid_from, 5 if years_old < 16 else 10 if years_old < 26 else 20)


def card(born: date, start: date, script: str, rng: Random, *, prints: bool, state: str = "in_force") -> DemoCard:
    """A card issued on `start`; whether it carries prints is drawn, for the roll-out was uneven."""
    carries = prints and start >= PRINTS_FROM and rng.random() < 0.97
    number = f"{rng.getrandbits(66) % 10**20:020d}"
    return DemoCard(start, end_of(start, born), carries, bool(script), script, state, number)


def cards(born: date, as_of: date, script: str, rng: Random, *, prints: bool) -> tuple[DemoCard, ...]:
    """The cards of one life, oldest first: mostly one in force, some expiring or expired, some after a lost one."""
    first = max(SECOND_GENERATION, add_years(born, 16))
    if first > as_of:
        first = max(SECOND_GENERATION, born + timedelta(days=30))
        if first > as_of or rng.random() < 0.7:
            return ()
    start = _start(born, first, as_of, rng)
    current = card(born, start, script, rng, prints=prints)
    if start > first + timedelta(days=400) and rng.random() < 0.35:
        before = first + timedelta(days=rng.randrange((start - first).days - 300))
        state = "reported_lost" if rng.random() < 0.25 else "handed_in"
        return (card(born, before, script, rng, prints=prints, state=state), current)
    return (current,)


def _start(born: date, first: date, as_of: date, rng: Random) -> date:
    """A day of issue whose card is not long over: one in forty ends within three months, few have ended."""
    if rng.random() < 0.025:
        ends = as_of + timedelta(days=rng.randrange(1, 89))
        for years in (5, 10, 20):
            start = add_years(ends, -years)
            if start >= first and end_of(start, born) == ends:
                return start
    span = (as_of - first).days + 1
    start = first
    for _ in range(6):
        start = first + timedelta(days=rng.randrange(span))
        ends_on = end_of(start, born)
        if ends_on is None or ends_on >= as_of or rng.random() < 0.02:
            break
    return start
