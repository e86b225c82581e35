"""差错: what an officer can mend, told in Chinese and in English. No ID number ever stands in a text."""

from collections.abc import Iterable
from typing import NamedTuple

from guizheng.law.rulings import Ground, Missing


class Says(NamedTuple):
    """The same sentence for the screen in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


def joined(lines: Iterable[Ground | Missing]) -> Says:
    """Everything the law says, in one sentence of each language."""
    said = [line.says for line in lines]
    return Says("、".join(one.zh for one in said), "; ".join(one.en for one in said))


class CaseError(Exception):
    """The house's answer to an officer; never the law's answer to a citizen."""

    def __init__(self, says: Says) -> None:
        super().__init__(says.zh)
        self.says = says


class Forbidden(CaseError):
    """无权办理: not this act, not by this hand, not at this stage."""


class Conflict(CaseError):
    """办件已变化: somebody else acted, or it was done already; look again and decide."""


class BadInput(CaseError):
    """录入有误: one field of the form, and what to mend."""

    def __init__(self, field: str, says: Says) -> None:
        super().__init__(says)
        self.field = field
