"""冒用报告 B4: POST /api/v1/misuse-reports: a unit's system reports misuse: a case of the police there."""

import base64
import binascii
import uuid
from datetime import datetime

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from guizheng.api import problems
from guizheng.api.doors import post_json
from guizheng.api.limits import Limiter
from guizheng.api.problems import Problem, refusal
from guizheng.cases.errors import BadInput, CaseError, Conflict
from guizheng.cases.misuse import acts
from guizheng.cases.misuse.forms import Attachment, ReportForm
from guizheng.law.facts_misuse import MisuseAct
from guizheng.organs.models import RelyingUnit, UnitKey
from guizheng.organs.units import key_digest

LIMITER = Limiter(a_minute=60)
LARGEST = 32 << 20


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of evidence; `content` in base64."""

    name: str
    content: str


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sent. `happened_at`: ISO 8601 with its offset. `hit`: the hit it follows up."""

    id_number: str
    act: MisuseAct
    happened_at: datetime
    scene: str
    place: str = ""
    valid_from: str = ""
    valid_to: str = ""
    said: str = ""
    contact: str = ""
    hit: uuid.UUID | None = None
    evidence: tuple[File, ...] = ()


def key_of(request: HttpRequest) -> str:
    """Whose requests are counted: the key's, by its digest."""
    return key_digest(request.headers.get("Authorization", "").removeprefix("Bearer ")).hex()


def unit_of(request: HttpRequest, at: datetime) -> RelyingUnit | None:
    """The unit of this key, under contract today."""
    digest = bytes.fromhex(key_of(request))
    row = UnitKey.objects.select_related("unit").filter(key_hash=digest, revoked_at__isnull=True).first()
    return row.unit if row and row.unit.under_contract(at.date()) else None


@post_json(LIMITER, LARGEST, key_of)
def report(request: HttpRequest) -> HttpResponse:
    """201 with the number of the case. Sent again under its Idempotency-Key (a UUID) it is the same report."""
    at = timezone.localtime()
    unit = unit_of(request, at)
    if unit is None:
        return refusal(request, problems.NO_KEY)
    try:
        key = uuid.UUID(request.headers["Idempotency-Key"]) if "Idempotency-Key" in request.headers else None
    except ValueError:
        return refusal(request, problems.BAD_RETRY_KEY)
    try:
        sent = msgspec.json.decode(request.body, type=Report)
        files = [Attachment(file.name, base64.b64decode(file.content, validate=True)) for file in sent.evidence]
        if sent.happened_at.tzinfo is None:
            return refusal(request, problems.BAD_BODY, "happened_at: no offset")
        if "\0" in request.body.decode() or "\\u0000" in request.body.decode():
            return refusal(request, problems.BAD_BODY, "a text holds a character that is none")
    except (msgspec.DecodeError, UnicodeDecodeError, binascii.Error):
        return refusal(request, problems.BAD_BODY)
    fields = {name: getattr(sent, name) for name in ReportForm.__struct_fields__}
    by = acts.hand_of_unit(unit, "接口")
    try:
        done = acts.report(sent.id_number.upper(), ReportForm(**fields), files, by=by, at=at, unit=unit, key=key)
    except CaseError as error:
        return _told(request, error)
    told = {"number": done.number, "stage": done.stage, "receipt": done.papers[0].number}
    return JsonResponse(told, status=201)


def _told(request: HttpRequest, error: CaseError) -> HttpResponse:
    """The house's answer: which field, and what to mend."""
    status, code = (422, "bad_input") if isinstance(error, BadInput) else (409, "conflict")
    if not isinstance(error, BadInput | Conflict):
        status, code = 403, "forbidden"
    field = error.field if isinstance(error, BadInput) else ""
    return refusal(request, Problem(status, code, error.says.zh, error.says.en), field)
