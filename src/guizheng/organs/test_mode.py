"""接入测试 B3: the magic numbers of test mode. An integrator gets every answer and every fault, and asks no register.

The numbers are of the reserved division 999900, where nobody can live; their check digits are right.
"""

from typing import NamedTuple

from guizheng.law.id_number import check_digit
from guizheng.law.verification import CardAnswer

KEY = "gzk_test-mode"
"""The key of test mode, the same for everybody: it opens nothing else, and no node knows it."""


class MagicNumber(NamedTuple):
    """A number to send, and what comes back: an answer, or a fault with its HTTP status."""

    id_number: str
    answer: str
    status: int
    retry_after: int = 0


_SAID = (
    (CardAnswer.CLEAR.value, 200, 0),
    (CardAnswer.REPORTED_LOST.value, 200, 0),
    (CardAnswer.NO_LONGER_VALID.value, 200, 0),
    (CardAnswer.EXPIRED.value, 200, 0),
    (CardAnswer.MISMATCH.value, 200, 0),
    (CardAnswer.STATE_NOT_CHECKED.value, 200, 0),
    ("quota", 429, 1),
    ("stale", 503, 5),
    ("records_full", 503, 5),
    ("starting", 503, 2),
    ("revoked_key", 403, 0),
    ("purpose_not_granted", 403, 0),
)


def _number(place: int) -> str:
    seventeen = f"99990019900101{900 + place:03d}"
    return seventeen + check_digit(seventeen)


CASES = tuple(MagicNumber(_number(place), *said) for place, said in enumerate(_SAID))
BY_NUMBER = {case.id_number: case for case in CASES}
