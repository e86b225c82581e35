"""接入测试 B3: POST /api/test/v1/verify: every answer and every fault of the service by magic numbers; asks nothing."""

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from guizheng.api import problems
from guizheng.api.doors import address, post_json
from guizheng.api.limits import Limiter
from guizheng.api.problems import Problem, refusal
from guizheng.organs import test_mode
from guizheng.registers.verification import SAYS, Outcome

LIMITER = Limiter(a_minute=600)
UNKNOWN = "not a number of test mode: see the list on the portal"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same body as a node takes."""

    id_number: str
    name: str
    purpose: str
    valid_from: str | None = None
    valid_to: str | None = None
    receipt: bool = False


@post_json(LIMITER, 4096, address)
def verify(request: HttpRequest) -> HttpResponse:
    """The answer or the fault that stands behind the number sent."""
    if request.headers.get("Authorization") != f"Bearer {test_mode.KEY}":
        return refusal(request, problems.NO_KEY)
    try:
        question = msgspec.json.decode(request.body, type=Question)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return refusal(request, problems.BAD_BODY)
    case = test_mode.BY_NUMBER.get(question.id_number)
    if case is None:
        return refusal(request, problems.BAD_BODY, UNKNOWN)
    if case.status != 200:
        fault = Problem(case.status, case.answer, "接入测试的故障。", "A fault of test mode.", case.retry_after)
        return refusal(request, fault)
    said = {
        "answer": case.answer,
        "checked": ["status"],
        "record": "test-0",
        "says": SAYS[Outcome(case.answer)][problems.english(request)],
        "as_of": timezone.localtime().isoformat(timespec="milliseconds"),
        "position": 0,
    }
    return JsonResponse(said)
