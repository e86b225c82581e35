"""现成的答复: of one state of the register there are few answers, so they stand ready as bytes around a record's id.

Byte for byte what the encoder makes of `Said` and `Found`; a test holds them to that.
"""

from datetime import UTC, datetime, timedelta, timezone

import msgspec

from guizheng.verify.outcome import SAYS, Outcome
from guizheng.verify.store import EMPTY, NodeState

SHANGHAI = timezone(timedelta(hours=8))
STATUS = ("status",)


class Found(msgspec.Struct, omit_defaults=True, gc=False):
    """The answer to one card. since: day of the loss report, told to departments whose purpose may know it.
    test: the answer to a test key, about nobody."""

    answer: Outcome
    checked: tuple[str, ...]
    record: str
    since: str | None = None
    receipt: str | None = None
    test: bool = False


class Said(Found, kw_only=True, gc=False):
    """The answer to POST /v1/verify."""

    says: str
    as_of: str
    position: int


class Failed(msgspec.Struct, gc=False):
    """A card of a batch that can't be looked up as written."""

    error: str
    record: str


BEFORE = {outcome: f'{{"answer":"{outcome}","checked":["status"],"record":"'.encode() for outcome in SAYS}
AFTER = b'"}'


class Spoken:
    """What follows the record's id in an answer to one card, as of a state: by language, then outcome."""

    def __init__(self) -> None:
        self._state = EMPTY
        self.as_of = ""
        self._after: tuple[dict[Outcome, bytes], ...] = ()

    def after(self, state: NodeState, english: bool) -> dict[Outcome, bytes]:
        if state is not self._state:
            self._prepare(state)
        return self._after[english]

    def _prepare(self, state: NodeState) -> None:
        self.as_of = iso(state.as_of / 1000)
        end = f'","as_of":"{self.as_of}","position":{state.position}}}'.encode()
        self._after = tuple(
            {outcome: b'","says":"' + says[language].encode() + end for outcome, says in SAYS.items()}
            for language in (0, 1)
        )
        self._state = state


def iso(seconds: float) -> str:
    """Asia/Shanghai, ISO 8601 to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).isoformat("T", "milliseconds")
