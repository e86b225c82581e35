"""接口之门: what every address asks of a request before it is read: method, form, size, and not too often."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from guizheng.api import problems
from guizheng.api.limits import Limiter
from guizheng.api.problems import refusal

View = Callable[..., HttpResponse]


def post_json(limiter: Limiter, largest: int, who: Callable[[HttpRequest], str]) -> Callable[[View], View]:
    """A POST of JSON of at most so many bytes; `who` names the one whose requests are counted."""

    def declare(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return refusal(request, problems.WRONG_METHOD)
            if not limiter.admits(who(request), time.monotonic()):
                return refusal(request, problems.TOO_MANY)
            if request.content_type not in ("application/json", "application/x-ndjson"):
                return refusal(request, problems.NOT_JSON)
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdigit() or int(length) > largest or len(request.body) > largest:
                return refusal(request, problems.TOO_LARGE)
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return asked

    return declare


def address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
