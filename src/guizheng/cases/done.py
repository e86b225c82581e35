"""办毕: what an act did, as plain values that a page shows and an idempotency key keeps."""

import uuid

import msgspec


class PaperRef(msgspec.Struct, frozen=True):
    """A paper that was handed out: its kind, number and id (for its PDF)."""

    kind: str
    number: str
    id: uuid.UUID


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What an act did: where the case stands now, what was handed out, and the law's answer where it was asked."""

    outcome: str
    """accept, notify, refuse, pending; or the name of the act."""
    case: uuid.UUID | None = None
    number: str = ""
    stage: str = ""
    version: int = 0
    papers: tuple[PaperRef, ...] = ()
    answer: dict[str, object] | None = None
    """`Answer.view("zh")`, as frozen with the case."""
    answer_en: dict[str, object] | None = None
