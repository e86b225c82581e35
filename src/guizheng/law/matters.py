"""事项: every matter the law rules on, and the two doors: typed (`decide`) and JSON (`answer_json`).

A room of the law lists its matters in its own `MATTERS`; this file gathers them.
"""

from datetime import date
from typing import Any

from msgspec import UNSET

from guizheng.law import (
    extension,
    fees,
    intake,
    issuance,
    loss,
    lost_and_found,
    misuse,
    organisation,
    temporary,
    temporary_card,
    time_limits,
    validity,
    verification,
)
from guizheng.law import schema as schemas
from guizheng.law.facts import Facts, FactsError, read
from guizheng.law.matter import Ask, Matter
from guizheng.law.rulings import Answer, Lang
from guizheng.law.values import OPINIONS, RuleSet, rule_set

ROOMS = (
    intake,
    fees,
    time_limits,
    extension,
    validity,
    issuance,
    loss,
    lost_and_found,
    temporary,
    temporary_card,
    misuse,
    organisation,
    verification,
)
"""Every room of the law that rules on a matter."""

MATTERS: dict[str, Matter] = {matter.name: matter for room in ROOMS for matter in room.MATTERS}


def decide(
    matter: str, facts: Facts, *, on: date | None = None, rules: str | RuleSet = OPINIONS, explain: bool = False
) -> Answer:
    """裁定: the same facts, the same answer, for ever.

    `on` is the day ruled on unless the facts name one; one of the two must be given, because the law has no clock.
    KeyError: no such matter or rule set. TypeError: facts of another matter. FactsError: a contradiction.
    """
    known = MATTERS[matter]
    if not isinstance(facts, known.facts):
        raise TypeError(f"{matter} is decided on {known.facts.__name__}, not {type(facts).__name__}")
    day = getattr(facts, "on", UNSET)
    if day is UNSET:
        day = on
    if day is None:
        raise ValueError("the day ruled on is not given")
    asked = rules if isinstance(rules, RuleSet) else rule_set(rules)
    return known.decide(facts, Ask(matter, day, asked, explain))


def read_facts(matter: str, text: bytes | str) -> Facts:
    """Facts of a matter from JSON. KeyError: no such matter. FactsError: the place and what is wrong there."""
    return read(MATTERS[matter].facts, text)


def ruled(
    matter: str, text: bytes | str, *, on: date | None = None, rules: str | RuleSet = OPINIONS, explain: bool = False
) -> Answer:
    """Facts as JSON in, the answer as a value out. Errors as in `read_facts` and `decide`."""
    return decide(matter, read_facts(matter, text), on=on, rules=rules, explain=explain)


def answer_json(
    matter: str,
    text: bytes | str,
    *,
    on: date | None = None,
    rules: str | RuleSet = OPINIONS,
    explain: bool = False,
    lang: Lang = "zh",
) -> dict[str, Any]:
    """The JSON door: facts as JSON in, the contract's answer out. Errors as in `read_facts` and `decide`."""
    return ruled(matter, text, on=on, rules=rules, explain=explain).view(lang)


def schema(matter: str) -> dict[str, Any]:
    """JSON Schema of the facts of a matter, with every default. KeyError: no such matter."""
    return schemas.of(MATTERS[matter].facts)


__all__ = [
    "MATTERS",
    "Answer",
    "Ask",
    "Facts",
    "FactsError",
    "Matter",
    "answer_json",
    "decide",
    "read_facts",
    "ruled",
    "schema",
]
