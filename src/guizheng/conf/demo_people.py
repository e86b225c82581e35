"""演示人口: invented persons in a stream: same seed and same day, same people.

No set of numbers is kept: under each division a counter walks birth dates and sequences, so that any count streams in
constant memory.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from math import gcd
from random import Random

from guizheng.conf.demo_cards import DemoCard, cards
from guizheng.conf.demo_names import name_for, people_of, script_for
from guizheng.conf.demo_person import DemoPerson, address_in, id_number
from guizheng.conf.demo_tour import tour_people
from guizheng.law.periods import age
from guizheng.organs import nation

# Persons of a province-level unit in the 2020 census, in 100,000.
PERSONS = {
    "44": 1260, "37": 1015, "41": 994, "32": 847, "51": 837, "13": 746, "43": 664, "33": 646, "34": 610, "42": 578,
    "45": 501, "53": 472, "36": 452, "21": 426, "35": 415, "61": 395, "52": 386, "14": 349, "50": 321, "23": 319,
    "65": 259, "62": 250, "31": 249, "22": 241, "15": 240, "11": 219, "12": 139, "46": 101,
    "64": 72, "63": 59, "54": 36,
}  # fmt: skip
OLDEST = 88


def people(seed: int, count: int, as_of: date) -> Iterator[DemoPerson]:
    """`count` persons: first those of the tour, then as many more as are asked for, by the weight of the provinces."""
    tour = [one.person for one in tour_people(as_of)]
    yield from tour[:count]
    yield from islice(_crowd(seed, as_of), max(0, count - len(tour)))


@cache
def _homes() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """County-level divisions and their cumulative weights: a province's persons spread evenly over its counties."""
    codes = tuple(row.code for row in nation.home_divisions())
    many: dict[str, int] = {}
    for code in codes:
        many[code[:2]] = many.get(code[:2], 0) + 1
    weights = (PERSONS[code[:2]] * 1000 // many[code[:2]] for code in codes)
    return codes, tuple(accumulate(weights))


@cache
def _former() -> dict[str, tuple[str, ...]]:
    """Codes that stood before the present one of a place: people born then carry them for life."""
    found: dict[str, list[str]] = {}
    for row in nation.divisions().values():
        if row.now != row.code and row.level == "county" and not row.code.endswith("00"):
            found.setdefault(row.now, []).append(row.code)
    return {code: tuple(rows) for code, rows in found.items()}


class _Numbers:
    """The counters: the k-th person under a division has the k-th (birth date, sequence) of a fixed walk."""

    def __init__(self, as_of: date) -> None:
        self.first = date(as_of.year - OLDEST, 1, 1)
        self.days = (as_of - self.first).days
        self.stride = next(step for step in range(10_007, 20_000) if gcd(step, self.days) == 1)
        self.next: dict[str, int] = {}

    def draw(self, division: str, male: bool, seed: int) -> tuple[str, date]:
        """The next number under a division, and its birth date."""
        key = division + "mf"[not male]
        at = self.next.get(key, 0)
        self.next[key] = at + 1
        round_, place = divmod(at, self.days)
        born = self.first + timedelta(days=(place * self.stride + int(division) * 31 + seed) % self.days)
        return id_number(division, born, 900 + 2 * round_ + male), born


def _crowd(seed: int, as_of: date) -> Iterator[DemoPerson]:
    rng = Random(f"{seed}:{as_of.isoformat()}")  # noqa: S311, invented people
    numbers = _Numbers(as_of)
    codes, weights = _homes()
    while True:
        home = rng.choices(codes, cum_weights=weights)[0]
        yield _one(home, numbers, seed, as_of, rng)


def _one(home: str, numbers: _Numbers, seed: int, as_of: date, rng: Random) -> DemoPerson:
    male = rng.random() < 0.51
    number, born = numbers.draw(_origin(home, rng), male, seed)
    old = age(born, as_of)
    if old > 70 and rng.random() < (old - 70) / 25:
        number, born = numbers.draw(home, male, seed)
        old = age(born, as_of)
    ethnicity = people_of(home, rng)
    status = _status(old, rng)
    script = script_for(ethnicity, home) if rng.random() < 0.9 else ""
    prints = _prints(rng)
    held = cards(born, as_of, script, rng, prints=bool(prints))
    if status in ("deceased", "cancelled"):
        held = tuple(_cancelled(one) for one in held)
    station, address = address_in(home, rng)
    return DemoPerson(
        id_number=number,
        name=name_for(ethnicity, male, rng),
        sex="1" if male else "2",
        ethnicity=ethnicity,
        birth_date=born,
        home_division=home,
        home_station=station,
        address=address,
        phone=f"100{rng.randrange(10**8):08d}" if old >= 14 and rng.random() < 0.85 else "",
        status=status,
        active_service=male and 18 <= old < 45 and status == "alive" and rng.random() < 0.012,
        capacity=rng.choice(("none", "limited")) if rng.random() < 0.003 else "by_age",
        photo_on_file=bool(held) or rng.random() < 0.8,
        number_sound=rng.random() >= 0.0002,
        script=script,
        prints=prints if any(one.fingerprint for one in held) else (),
        looks=rng.getrandbits(32),
        cards=held,
    )


def _origin(home: str, rng: Random) -> str:
    """The division in the number: mostly home as it is now, else as it was once, or another county of the province."""
    drawn = rng.random()
    if drawn < 0.08:
        return rng.choice(_former().get(home, (home,)))
    if drawn < 0.16:
        codes, _ = _homes()
        other = rng.choice(codes)
        return other if other[:2] == home[:2] else home
    return home


def _status(old: int, rng: Random) -> str:
    drawn = rng.random()
    if drawn < (0.03 if old > 65 else 0.003):
        return "deceased"
    return "missing" if drawn > 0.999 else "cancelled" if drawn > 0.998 else "alive"


def _prints(rng: Random) -> tuple[str, ...]:
    """Fingers on file: the thumbs, now and then another finger; injured hands give none."""
    drawn = rng.random()
    if drawn < 0.90:
        return ("right_thumb", "left_thumb")
    if drawn < 0.97:
        return ("right_index", "left_thumb")
    return ("right_thumb",) if drawn < 0.98 else ()


def _cancelled(one: DemoCard) -> DemoCard:
    if one.state != "in_force":
        return one
    return DemoCard(one.valid_from, one.valid_to, one.fingerprint, one.bilingual, one.script, "cancelled", one.dn)
