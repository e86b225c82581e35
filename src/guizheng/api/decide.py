"""问法: POST /api/v1/decide/MATTER: the facts of a case in, the law's ruling out. Public; it stores nothing.

The same functions rule at the counters, and `guizheng decide` is the same as a command.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from guizheng.api import problems
from guizheng.api.doors import address, post_json
from guizheng.api.limits import Limiter
from guizheng.api.problems import refusal
from guizheng.law import command, matters

LARGEST = 256 * 1024
LIMITER = Limiter(a_minute=60)


@post_json(LIMITER, LARGEST, address)
def decide(request: HttpRequest, matter: str) -> HttpResponse:
    """One JSON object, or JSON Lines with an answer a line. `?on=&rules=&lang=&explain=1` as the command's options."""
    if matter not in matters.MATTERS:
        return refusal(request, problems.NO_MATTER)
    try:
        text = request.body.decode("utf-8")
    except UnicodeDecodeError:
        return refusal(request, problems.BAD_FACTS, "not UTF-8")
    code, out, err = command.run(["decide", matter, *_options(request)], text, timezone.localdate())
    if code and not out:
        return refusal(request, problems.BAD_FACTS, err.strip())
    lines = out.count("\n") > 1
    return HttpResponse(out, content_type="application/x-ndjson" if lines else "application/json")


def _options(request: HttpRequest) -> list[str]:
    given = [f"--{name}={request.GET[name]}" for name in ("on", "rules", "lang") if name in request.GET]
    if "lang" not in request.GET and problems.english(request):
        given.append("--lang=en")
    return given + (["--explain"] if request.GET.get("explain") else [])
