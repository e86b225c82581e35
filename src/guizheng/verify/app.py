"""核查服务: the node's few addresses as a raw WSGI callable; what it does stands in `answers`."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from guizheng.verify import problems
from guizheng.verify.answers import Desk, Request
from guizheng.verify.metrics import Metrics
from guizheng.verify.problems import Answer, refusal
from guizheng.verify.question import LARGEST_BODY
from guizheng.verify.reader import Reader
from guizheng.verify.records import Records
from guizheng.verify.settings import NodeSettings, read_epoch_key
from guizheng.verify.store import Register

TEND_SECONDS = 0.02

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def make_app(desk: Desk, metrics: Metrics) -> Application:
    """POST /v1/verify · GET /healthz /readyz /metrics."""
    counts = metrics.counts

    def app(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        path = environ["PATH_INFO"]
        if path == "/v1/verify":
            answer = desk.verify(read(environ)) if environ["REQUEST_METHOD"] == "POST" else refuse(environ, 405)
        else:
            answer = probe(path, environ)
        counts[answer.status[:3]] += 1
        start_response(answer.status, answer.headers)
        return [answer.body]

    def probe(path: str, environ: dict[str, Any]) -> Answer:
        if path not in ("/healthz", "/readyz", "/metrics"):
            return refuse(environ, 404)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return refuse(environ, 405)
        if path == "/metrics":
            return Answer("200 OK", [("Content-Type", "text/plain; version=0.0.4")], metrics.text(desk.gauges()))
        standing = desk.standing()
        if path == "/readyz" and standing.get("ready") is not True:
            return Answer("503 Service Unavailable", JSON, msgspec.json.encode(standing))
        return Answer("200 OK", JSON, msgspec.json.encode(standing if path == "/readyz" else {"ok": True}))

    return app


JSON = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]


def read(environ: dict[str, Any]) -> Request:
    return Request(
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("CONTENT_TYPE", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        environ.get("HTTP_IDEMPOTENCY_KEY", ""),
        environ["wsgi.input"].read(LARGEST_BODY + 1),
    )


def refuse(environ: dict[str, Any], status: int) -> Answer:
    problem = {404: problems.NOT_FOUND, 405: problems.WRONG_METHOD}[status]
    return refusal(problem, english=environ.get("HTTP_ACCEPT_LANGUAGE", "")[:2].lower() == "en")


def make_worker(settings: NodeSettings) -> Application:
    """One worker's application with its own reader and records: called in the worker, after the fork."""
    records = Records(
        settings.data / "records",
        segment_bytes=settings.segment_bytes,
        segment_seconds=settings.segment_seconds,
        most_segments=settings.most_segments,
    )
    reader = Reader(
        settings.data,
        lambda epoch: read_epoch_key(settings.keys, epoch),
        lambda path: Register(path, map_bytes=settings.map_bytes, writable=False),
    )
    metrics = Metrics(settings.data / "metrics")
    desk = Desk(reader, records, stale_seconds=settings.stale_seconds, workers=settings.workers)
    threading.Thread(target=tend, args=(records, metrics), name="tend", daemon=True).start()
    return make_app(desk, metrics)


def tend(records: Records, metrics: Metrics) -> None:
    """Bring records to disk and counts to their file, for as long as the worker lives. A full disk is not the end:
    the worker refuses until there is room."""
    while True:
        try:
            records.tend(time.monotonic())
            metrics.write()
        except OSError:
            metrics.counts["tending_errors"] += 1
        time.sleep(TEND_SECONDS)
