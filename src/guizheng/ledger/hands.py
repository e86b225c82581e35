"""经办: who acted, in which post, at which authority. Every act takes one as `by=`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hand:
    """The hand that acts: an officer under one appointment, or a part of the system under its own name.

    `officer` is the 警号 (six digits) or a name such as ``worker``; `authority` a 12-digit code, empty for the system.
    """

    officer: str
    name: str
    rank: str = "officer"
    appointment: int = 0
    post: str = ""
    authority: str = ""
    division: str = ""

    @property
    def is_officer(self) -> bool:
        """Only a police officer decides; an auxiliary takes in and files (2021 norm, art. 7)."""
        return self.rank == "officer"


SYSTEM = Hand(officer="system", name="系统", rank="system", post="system")
