"""事项: what a matter is made of: its name, its facts, and the function that rules on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from guizheng.law.facts import Facts
from guizheng.law.rulings import Answer
from guizheng.law.values import RuleSet


class Ask(msgspec.Struct, frozen=True):
    """The question besides the facts: which matter, on which day, under which rules, and whether to explain."""

    matter: str
    on: date
    rules: RuleSet
    explain: bool = False


@dataclass(frozen=True)
class Matter:
    """`decide` takes the matter's own facts; it raises FactsError on a contradiction and nothing else."""

    name: str
    zh: str
    en: str
    facts: type[Facts]
    decide: Callable[[Any, Ask], Answer]
