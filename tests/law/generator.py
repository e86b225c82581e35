"""A seeded maker of schema-valid intake facts without contradictions, weighted so that every ground comes up.

Each fact is left at its default most of the time; now and then it takes any value its type allows, unknown among them.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from guizheng.law.id_number import check_digit
from guizheng.law.terms import (
    AddressCheck,
    BarKind,
    Capacity,
    CardEnd,
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
    Status,
    StayGround,
    StayProof,
)

HOMES = ("410105", "110101", "120101", "310101", "320505", "440224", "510121", "620102", "650102", "350481", "430121")
CAUSES = {
    "renewal": ("expiry", "damage", "particulars_changed", "wrong_item"),
    "reissue": ("lost", "stolen"),
    "first": ("none",),
}
THREE = (True, False, None)
EARLIEST, LATEST = date(2015, 1, 1), date(2027, 12, 31)


class Maker:
    """`facts()` makes one JSON-ready object after another; the same seed makes the same objects."""

    def __init__(self, seed: int, oddity: float = 0.06) -> None:
        self.random, self.oddity = Random(seed), oddity

    def odd(self, factor: float = 1.0) -> bool:
        return self.random.random() < self.oddity * factor

    def some(self, odd: dict[str, Any]) -> dict[str, Any]:
        """Of the facts named, the few that are said at all."""
        return {name: self.random.choice(list(values)) for name, values in odd.items() if self.odd()}

    def several(self, values: Any) -> list[Any]:
        return self.random.sample(list(values), self.random.randint(0, min(3, len(list(values)))))

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def facts(self) -> dict[str, Any]:
        pick = self.random.choice
        on = self.day(EARLIEST, LATEST) if self.odd(3) else self.day(date(2017, 7, 1), LATEST)
        request = self.random.choices(("renewal", "reissue", "first"), (5, 4, 1))[0]
        made: dict[str, Any] = {
            "on": on.isoformat(),
            "request": request,
            "cause": pick(CAUSES[request]),
            "person": self.person(on),
            "counter": self.counter(),
            **self.some(
                {
                    "error_by": ErrorBy,
                    "presence": Presence,
                    "insists": (True,),
                    "live_photo": THREE,
                    "prints_taken": (*PrintsTaken, None),
                    "production_prints_script": THREE,
                }
            ),
        }
        for name, part in (
            ("stay", self.stay()),
            ("register", self.register()),
            ("identity", self.identity()),
            ("searches", self.some({"loss": (*LossSearch, None), "found": (*FoundSearch, None)})),
        ):
            if part:
                made[name] = part
        if self.odd():
            made["papers"] = self.several(Paper)
        if made["person"]["birth_date"] and made["person"]["birth_date"] > f"{on.year - 16}":
            self.company(made)
        if made.get("searches", {}).get("found") == "held":
            made["insists"] = pick((True, False))
        if self.odd(2):
            made["barred"] = pick((None, [self.record(on), self.record(on)]))
        if self.odd(3):
            made["card"] = pick(("none", None, self.card(on), self.card(on), self.card(on)))
            if isinstance(made["card"], dict) and made["card"].get("fingerprint") is False:
                made.get("identity", {}).pop("fingerprint", None)
        if self.odd():
            made["cards"] = [self.held(on), self.held(on)]
        return made

    def company(self, made: dict[str, Any]) -> None:
        """A child comes with its guardian, or mostly does."""
        made["presence"] = self.random.choices(list(Presence), (1, 8, 1, 1))[0]
        if self.odd(4):
            made["guardian"] = self.random.choice(({"relation": "mother", "proved": self.random.choice(THREE)}, None))
        if self.odd(2):
            made["papers"] = [*self.several(Paper), "id_card", "household_register"]

    def person(self, on: date) -> dict[str, Any]:
        born = self.day(date(1930, 1, 1), date(2014, 12, 31))
        made = {
            "home": self.random.choice(HOMES),
            "birth_date": born.isoformat(),
            **self.some(
                {
                    "status": (*Status, None),
                    "active_service": THREE,
                    "capacity": (*Capacity, None),
                    "relief": Relief,
                    "held_second_generation": (False,),
                    "birth_date": (None,),
                }
            ),
        }
        if self.odd():
            first = f"{self.random.choice(('990101', *HOMES))}{born:%Y%m%d}9{self.random.randint(0, 99):02d}"
            made["id_number"] = first + check_digit(first)
        return made

    def counter(self) -> dict[str, Any]:
        return {
            "division": self.random.choice(HOMES),
            **self.some(
                {
                    "kind": CounterKind,
                    "is_point": THREE,
                    "serves": ("all", ["41"], [], ["62", "11"]),
                    "own_province": (True,),
                    "serves_first": (True, False, "all", ["41"]),
                    "stay_proof": StayProof,
                    "causes": ("all", ["expiry", "lost"]),
                    "renewal_window_months": (1, 6, 12),
                    "strict_address": (True,),
                }
            ),
        }

    def stay(self) -> dict[str, Any]:
        made = self.some({"ground": (*StayGround, None)})
        if self.odd():
            made["evidence"] = self.several(Evidence)
        return made

    def register(self) -> dict[str, Any]:
        return self.some(
            {
                "found": THREE,
                "main_items_match": (False, None),
                "change_on_register": THREE,
                "photo_on_file": THREE,
                "number_sound": THREE,
                "address": (*AddressCheck, None),
            }
        )

    def identity(self) -> dict[str, Any]:
        made = self.some(
            {"looks_changed": (True, None), "search": (*PersonSearch, None), "fingerprint": (*FingerprintCheck, None)}
        )
        if made or self.odd(4):
            made["otherwise_confirmed"] = self.random.choice(THREE)
        return made

    def record(self, on: date) -> dict[str, Any]:
        return {
            "kind": self.random.choice(list(BarKind)),
            "withdrawn": self.odd(5),
            "on": self.day(on - timedelta(days=900), on + timedelta(days=90)).isoformat(),
        }

    def card(self, on: date) -> dict[str, Any]:
        begins = self.day(date(2005, 1, 1), on)
        ends = self.day(max(begins, on - timedelta(days=300)) + timedelta(days=1), on + timedelta(days=900))
        return {
            "valid_from": begins.isoformat(),
            "valid_to": self.random.choice(("long_term", ends.isoformat())),
            **{name: self.random.choice(THREE) for name in ("fingerprint", "bilingual", "readable")},
        }

    def held(self, on: date) -> dict[str, Any]:
        begins = self.day(date(2005, 1, 1), on)
        return {
            "valid_from": begins.isoformat(),
            "valid_to": "long_term",
            "ended": self.random.choice(list(CardEnd)),
            "collected": not self.odd(),
            "reported_lost": self.odd(),
        }
