"""文书: every issued paper = number + frozen content + digest + PDF."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from django.db import models
from django.utils import timezone

from guizheng.law.procedure import Issued
from guizheng.ledger import glyphs, serials
from guizheng.ledger.codec import seal, unseal
from guizheng.ledger.contents import FEE_RECEIPT, Content, kind_of
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_in, new_id
from guizheng.ledger.privacy import without_numbers

_SEALED = ("id_number", "guardian_number")
_TITLES = {FEE_RECEIPT: "居民身份证工本费收据"}
_LETTERS = {
    Issued.ACCEPTANCE_FORM: "DJ",
    Issued.RECEIPT: "HZ",
    Issued.ONE_TIME_NOTICE: "GZ",
    Issued.REFUSAL: "BS",
    Issued.DECLINE: "BQ",
    Issued.LOSS_RECEIPT: "GS",
    FEE_RECEIPT: "SF",
}
C = TypeVar("C", bound=Content)


class Paper(Bucketed):
    """One issued paper. `content` is frozen at issue; the PDF is made from it whenever it is asked for."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=32)
    case = models.UUIDField(null=True)
    clause = models.CharField(max_length=4, blank=True)
    authority = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=16)
    template = models.CharField(max_length=40)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    replaces = models.UUIDField(null=True)

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "number"], name="paper_number_once")]
        indexes = [models.Index(fields=["bucket", "case"], name="paper_by_case")]


class BadContentError(ValueError):
    """A paper's content lacks something, or says what its kind does not know."""


def title(kind: str) -> str:
    """The name of a paper as it is printed."""
    return (_TITLES.get(kind) or Issued(kind).zh).strip("《》")


def issue(
    kind: str,
    *,
    case: uuid.UUID,
    content: dict[str, Any] | Content,
    by: Hand,
    at: datetime,
    clause: str = "",
    number: str | None = None,
    replaces: uuid.UUID | None = None,
) -> Paper:
    """出具文书 A3 A4: freeze a paper in the act's transaction; its number is made here unless one is given.

    The content is checked against its kind (contents.py), and every character against the font, before it is issued:
    BadContentError, glyphs.MissingGlyphError.
    """
    said = _checked(kind, content)
    glyphs.check(_texts(said))
    bucket = bucket_in(case)
    row = Paper(
        bucket=bucket,
        id=new_id(bucket),
        number=number or _number(kind, by.authority, at),
        kind=str(kind),
        case=case,
        clause=clause,
        authority=by.authority,
        issued_at=at,
        issued_by=by.officer,
        template=template_of(kind),
        content=_sealed(said),
        replaces=replaces,
    )
    row.digest = _digest(row, said)
    row.save(force_insert=True)
    return row


def template_of(kind: str) -> str:
    """The typst file that draws a kind: its own, or the one for records."""
    return kind if kind_of(kind).__name__ != "Record" else "record"


def _checked(kind: str, content: dict[str, Any] | Content) -> dict[str, Any]:
    plain = msgspec.to_builtins(content)
    try:
        said: dict[str, Any] = msgspec.to_builtins(msgspec.convert(plain, kind_of(kind), strict=False))
    except msgspec.ValidationError as error:
        raise BadContentError(f"{kind}: {without_numbers(str(error))}") from None
    return said


def _number(kind: str, authority: str, at: datetime) -> str:
    """Letters of the kind, nine digits of the authority, day, four digits of that day's sequence there."""
    day, station = timezone.localdate(at), authority[:9] or "000000000"
    letters = _LETTERS.get(kind, "WS")
    return f"{letters}{station}{day:%Y%m%d}{serials.next_in(f'paper:{letters}:{station}', day):04d}"


def _sealed(said: dict[str, Any]) -> dict[str, Any]:
    return {key: seal(value) if key in _SEALED and value else value for key, value in said.items()}


def content(paper: Paper) -> dict[str, Any]:
    """The content as issued, ID numbers in the clear; whoever shows it records the look."""
    held: dict[str, Any] = paper.content
    return {key: unseal(value) if key in _SEALED and value else value for key, value in held.items()}


def _digest(paper: Paper, said: dict[str, Any]) -> str:
    """SHA-256 over what the paper is and says: its first digits stand in the QR code."""
    whole = [
        paper.number,
        paper.kind,
        paper.clause,
        paper.authority,
        paper.issued_by,
        paper.issued_at.astimezone(UTC).isoformat(),
        said,
    ]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def holds(paper: Paper) -> bool:
    """Is the content still what was issued?"""
    return _digest(paper, content(paper)) == paper.digest


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def of_case(case: uuid.UUID) -> list[Paper]:
    """The papers of a case in the order of their issue."""
    return list(Paper.objects.filter(bucket=bucket_in(case), case=case).order_by("issued_at", "number"))
