"""/healthz: this process answers. /readyz: every part of the house answers, each by name."""

import time
from urllib.request import urlopen

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

BEAT_SECONDS = 10.0


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"alive": True})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all parts are ready, else 503; the body says which are."""
    parts = {"database": _database(), "worker": _worker()}
    parts |= {name: _answers(url) for name, url in _addresses().items()}
    ready = all(parts.values())
    response = JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)
    response._has_been_logged = True  # type: ignore[attr-defined]  # not ready yet is no error
    return response


def _addresses() -> dict[str, str]:
    urls = {"publisher": settings.PUBLISHER_URL, "verify": settings.VERIFY_URL, "simulators": settings.SIMULATORS_URL}
    return {name: f"{url}/readyz" for name, url in urls.items() if url}


def _database() -> bool:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except Exception:
        return False


def _worker() -> bool:
    """The worker touches one file each second."""
    try:
        return time.time() - settings.WORKER_BEAT.stat().st_mtime < BEAT_SECONDS
    except FileNotFoundError:
        return False


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1.0) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False
