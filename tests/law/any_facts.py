"""Seeded, schema-valid facts of any matter, drawn from the types of its facts: now a default, now anything."""

import re
from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
from msgspec import inspect

from guizheng.law.facts import Facts

DAYS = [date(2015, 6, 30), date(2015, 7, 1), date(2021, 9, 30), date(2024, 2, 29), date(2024, 3, 6), date(2035, 1, 1)]
NEAR = [timedelta(days=days) for days in (-30, -1, 0, 0, 1, 3)]
STRINGS = {"home": ["410102", "110101"], "division": ["410102", "120101", "650102"], "relation": ["parent"]}
STRINGS |= {"valid_from": ["2014-05-01", "not_given"], "valid_to": ["2034-05-01", "long_term", "not_given"]}
LARGE = {inspect.StructType, inspect.VarTupleType, inspect.StrType}


class AnyFacts:
    """`draw(kind, on)` gives one object as JSON would hold it; some are near a plain case, some are odd all over."""

    def __init__(self, seed: int) -> None:
        self.random, self.odd = Random(seed), 0.0

    def facts(self, kind: type[Facts], on: date) -> dict[str, Any]:
        self.odd = self.random.choice((0.1, 0.3, 0.6))
        return self.draw(kind, on)

    def draw(self, kind: type[Facts], on: date) -> dict[str, Any]:
        drawn: dict[str, Any] = {}
        for field in msgspec.structs.fields(kind):
            kind = inspect.type_info(field.type)
            often = 0.7 if LARGE & {type(one) for one in getattr(kind, "types", (kind,))} else self.odd
            if field.encode_name != "on" and (field.required or self.random.random() < often):
                drawn[field.encode_name] = self.value(kind, field.encode_name, on)
        return drawn

    def value(self, kind: Any, name: str, on: date) -> Any:
        match kind:
            case inspect.UnionType():
                return self.value(self.random.choice([one for one in kind.types if not unset(one)]), name, on)
            case inspect.StructType():
                return self.draw(kind.cls, on)
            case inspect.EnumType():
                return self.random.choice(list(kind.cls)).value
            case inspect.LiteralType():
                return self.random.choice(kind.values)
            case inspect.BoolType():
                return self.random.random() < 0.5
            case inspect.IntType():
                return self.random.choice((1, 3, 6))
            case inspect.DateType() if name in STRINGS:
                return STRINGS[name][0]
            case inspect.DateType() if name == "birth_date":
                return (on - timedelta(days=self.random.choice((4_000, 12_000)))).isoformat()
            case inspect.DateType():
                return (on + self.random.choice(NEAR)).isoformat()
            case inspect.StrType():
                fitting = [text for text in STRINGS.get(name, ["x"]) if re.search(kind.pattern or "", text)]
                return self.random.choice(fitting)
            case inspect.VarTupleType():
                return [self.value(kind.item_type, name, on) for _ in range(self.random.choice((0, 1, 1, 2)))]
            case inspect.NoneType():
                return None
        raise TypeError(f"{name}: {kind}")


def unset(kind: Any) -> bool:
    return isinstance(kind, inspect.CustomType) and kind.cls is msgspec.UnsetType
