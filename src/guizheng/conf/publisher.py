"""The WSGI callable that hands the feed of card states to verification nodes."""

import hmac
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guizheng.conf.settings")
django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import close_old_connections  # noqa: E402

from guizheng.registers import asking, feed, questions  # noqa: E402
from guizheng.registers.verification import polling_wait, publisher_app  # noqa: E402

CHINA = ZoneInfo("Asia/Shanghai")
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def admits(token: str) -> bool:
    return hmac.compare_digest(token.encode(), settings.NODE_TOKEN.encode())


def tidy(app: App) -> App:
    """Answers /readyz, and lets no request keep a database connection beyond itself."""

    def tidied(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            if environ["PATH_INFO"] != "/readyz":
                return app(environ, start_response)
            feed.head()
            start_response("200 OK", [("Content-Length", "0")])
            return [b""]
        finally:
            close_old_connections()

    return tidied


application = tidy(
    publisher_app(
        feed.source(lambda: datetime.now(CHINA)),
        signer=Ed25519PrivateKey.from_private_bytes(settings.FEED_SIGNING_KEY),
        admits=admits,
        epoch=lambda: settings.DIGEST_EPOCH,
        wait=polling_wait(feed.head),
        recheck=lambda question: asking.recheck(question, on=datetime.now(CHINA).date()),
        receive=lambda segment, body: questions.receive(segment, body, at=datetime.now(CHINA)),
    )
)
