"""文书: every issued paper = number + frozen content + digest + PDF."""

import base64
import hashlib
import json
import uuid
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec
from django.conf import settings
from django.db import models
from django.utils import timezone

from guizheng.law.procedure import Issued
from guizheng.ledger import contents as kinds
from guizheng.ledger import drawing, glyphs, objects, paper_views, serials
from guizheng.ledger.codec import seal, unseal
from guizheng.ledger.contents import FEE_RECEIPT, TEMPLATES, Content, kind_of
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_in, new_id
from guizheng.ledger.privacy import without_numbers

_QR = "GZ1"
_SEALED = ("id_number", "guardian_number")
_TITLES = {
    FEE_RECEIPT: "居民身份证工本费收据",
    kinds.INSPECTION: "用证单位检查记录",
    kinds.RECTIFICATION: "责令限期改正通知书",
    kinds.REINSPECTION: "用证单位复查记录",
    kinds.REFERRAL: "案件移送函",
    kinds.EVIDENCE: "核查证据清单",
}
_LETTERS = {
    Issued.ACCEPTANCE_FORM: "DJ",
    Issued.HOME_FORM: "SL",
    Issued.RECEIPT: "HZ",
    Issued.ONE_TIME_NOTICE: "GZ",
    Issued.REFUSAL: "BS",
    Issued.DECLINE: "BQ",
    Issued.LOSS_FORM: "GD",
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
    made = number or _number(kind, by.authority, at)
    row = frozen(
        kind,
        case=case,
        content=content,
        authority=by.authority,
        officer=by.officer,
        at=at,
        number=made,
        uid=new_id(bucket_in(case)),
        clause=clause,
        replaces=replaces,
    )
    row.save(force_insert=True)
    return row


def frozen(
    kind: str,
    *,
    case: uuid.UUID,
    content: dict[str, Any] | Content,
    authority: str,
    officer: str,
    at: datetime,
    number: str,
    uid: uuid.UUID,
    clause: str = "",
    replaces: uuid.UUID | None = None,
) -> Paper:
    """The row of a paper, checked and unsaved."""
    said = _checked(kind, content)
    glyphs.check(_texts(said))
    row = Paper(
        bucket=bucket_in(uid),
        id=uid,
        number=number,
        kind=str(kind),
        case=case,
        clause=clause,
        authority=authority,
        issued_at=at,
        issued_by=officer,
        template=TEMPLATES[kind_of(kind, content)],
        content=_sealed(said),
        replaces=replaces,
    )
    row.digest = _digest(row, said)
    return row


def _checked(kind: str, content: dict[str, Any] | Content) -> dict[str, Any]:
    plain = msgspec.to_builtins(content)
    try:
        said: dict[str, Any] = msgspec.to_builtins(msgspec.convert(plain, kind_of(kind, content), strict=False))
    except msgspec.ValidationError as error:
        raise BadContentError(f"{kind}: {without_numbers(str(error))}") from None
    return said


def _number(kind: str, authority: str, at: datetime) -> str:
    """Letters of the kind, nine digits of the authority, day, four digits of that day's sequence there."""
    scope, day = _scope(kind, authority), timezone.localdate(at)
    return f"{_stem(scope, day)}{serials.next_in(scope, day):04d}"


def numbers_of_day(kind: str, authority: str, day: date) -> list[str]:
    """当日编号: every number of this kind that was given out there that day, from the first to the last."""
    scope = _scope(kind, authority)
    return [f"{_stem(scope, day)}{one:04d}" for one in range(1, serials.last_in(scope, day) + 1)]


def _scope(kind: str, authority: str) -> str:
    return f"paper:{letters(kind)}:{authority[:9] or '000000000'}"


def _stem(scope: str, day: date) -> str:
    _, letters_, station = scope.split(":")
    return f"{letters_}{station}{day:%Y%m%d}"


def letters(kind: str) -> str:
    """The letters a kind's numbers begin with."""
    return _LETTERS.get(kind, "WS")


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


def qr_text(paper: Paper) -> str:
    """What the QR code says: number and the first 80 bits of the digest, in the letters that pack tightest."""
    return f"{_QR}:{paper.number}:{base64.b32encode(bytes.fromhex(paper.digest)[:10]).decode()}"


def read_qr(text: str) -> tuple[str, str]:
    """Number and code of a QR text; ValueError for a text that is not one of ours."""
    mark, number, code = [*text.upper().split(":"), "", "", ""][:3]
    if mark != _QR or not number or len(code) != 16:
        raise ValueError("not a paper's code")
    return number, code


def matches(paper: Paper, code: str) -> bool:
    """验证文书: does the code on the paper belong to this paper as it was issued, and does its content still hold?"""
    return qr_text(paper).endswith(f":{code.upper()}") and holds(paper)


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b, the same bytes each time it is asked for; whoever shows it records the look."""
    said = content(paper)
    shown = paper_views.view(said)
    shown["portrait"] = list(objects.get(said["portrait"])) if said.get("portrait") else None
    shown |= {
        "title": title(paper.kind),
        "number": paper.number,
        "issued": paper_views.day(timezone.localdate(paper.issued_at).isoformat()),
        "code": qr_text(paper).rpartition(":")[2],
        "qr": drawing.qr_rows(qr_text(paper)),
        "demo": bool(settings.DEMO),
    }
    return drawing.draw(paper.template, shown, at=paper.issued_at)


def of_case(case: uuid.UUID) -> list[Paper]:
    """The papers of a case in the order of their issue."""
    return list(Paper.objects.filter(bucket=bucket_in(case), case=case).order_by("issued_at", "number"))
