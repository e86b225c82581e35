"""核查服务: the node's few addresses as a raw WSGI callable; what it does stands in `answers`."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from guizheng.verify import problems
from guizheng.verify.answers import verify
from guizheng.verify.applier import Publisher
from guizheng.verify.batch import verify_batch
from guizheng.verify.contested import contest, outcome
from guizheng.verify.desk import JSON as HEADERS
from guizheng.verify.desk import Desk, Request
from guizheng.verify.disputes import Disputes
from guizheng.verify.metrics import Metrics
from guizheng.verify.openapi import document
from guizheng.verify.problems import Answer, refusal
from guizheng.verify.question import LARGEST_BATCH, LARGEST_BODY
from guizheng.verify.quick import make_quick
from guizheng.verify.reader import Reader
from guizheng.verify.receipts import key_set, read_signer
from guizheng.verify.records import Records
from guizheng.verify.settings import NodeSettings, read_epoch_key
from guizheng.verify.store import Register

# What a loss of power may take; the end of a process takes nothing. Five times as often costs a tenth of all the work.
TEND_SECONDS = 0.1
COUNT_SECONDS = 0.5

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def make_app(desk: Desk, metrics: Metrics, disputes: Disputes | None = None) -> Application:
    """POST /v1/verify, /v1/verify/batch · GET /healthz, /readyz, /metrics, /v1/openapi.json and the receipt keys."""
    counts, quick = metrics.counts, make_quick(desk)
    probes: dict[str, Callable[[], Answer]] = {
        "/healthz": lambda: json("200 OK", {"ok": True}),
        "/readyz": lambda: ready(desk.standing()),
        "/metrics": lambda: Answer("200 OK", TEXT, metrics.text(desk.gauges())),
        "/v1/openapi.json": lambda: json("200 OK", document()),
        KEYS: lambda: json("200 OK", key_set([desk.signer.public] if desk.signer else [])),
    }

    def app(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if path == "/v1/verify" and method == "POST":
            body = environ["wsgi.input"].read(LARGEST_BODY + 1)
            if environ.get("CONTENT_TYPE") == PLAIN and RETRY not in environ and LANGUAGE not in environ:
                said = quick(environ.get("HTTP_AUTHORIZATION", ""), body)
            else:
                said = None
            if said is not None:
                counts["200"] += 1
                start_response("200 OK", HEADERS)
                return [said]
            answer = verify(desk, read(environ, body))
        elif path == "/v1/verify/batch" and method == "POST":
            answer = verify_batch(desk, read(environ, environ["wsgi.input"].read(LARGEST_BATCH + 1)))
        elif path == DISPUTES and method == "POST" and disputes is not None:
            request = read(environ, environ["wsgi.input"].read(LARGEST_BODY + 1))
            answer = contest(desk, disputes, request)
        elif path.startswith(DISPUTES + "/") and method == "GET" and disputes is not None:
            record, key = path.removeprefix(DISPUTES + "/"), environ.get("HTTP_AUTHORIZATION", "")
            answer = outcome(desk, disputes, record, key, english=environ.get(LANGUAGE, "")[:2].lower() == "en")
        elif path in probes and method == "GET":
            answer = probes[path]()
        else:
            known = path in probes or path in ("/v1/verify", "/v1/verify/batch", DISPUTES)
            english = environ.get(LANGUAGE, "")[:2].lower() == "en"
            answer = refusal(problems.WRONG_METHOD if known else problems.NOT_FOUND, english=english)
        counts[answer.status[:3]] += 1
        start_response(answer.status, answer.headers)
        return [answer.body]

    return app


RETRY, LANGUAGE = "HTTP_IDEMPOTENCY_KEY", "HTTP_ACCEPT_LANGUAGE"
DISPUTES = "/v1/disputes"
PLAIN = "application/json"
KEYS = "/.well-known/guizheng-receipt-keys"
JSON = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]


TEXT = [("Content-Type", "text/plain; version=0.0.4")]


def json(status: str, said: object) -> Answer:
    return Answer(status, JSON, msgspec.json.encode(said))


def ready(standing: dict[str, object]) -> Answer:
    return json("200 OK" if standing["ready"] else "503 Service Unavailable", standing)


def read(environ: dict[str, Any], body: bytes) -> Request:
    return Request(
        environ.get("HTTP_AUTHORIZATION", ""),
        environ.get("CONTENT_TYPE", ""),
        environ.get(LANGUAGE, ""),
        environ.get(RETRY, ""),
        body,
    )


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
    signer = read_signer(settings.receipt_key) if settings.receipt_key is not None else None
    desk = Desk(reader, records, stale_seconds=settings.stale_seconds, workers=settings.workers, signer=signer)
    threading.Thread(target=tend, args=(records, metrics), name="tend", daemon=True).start()
    disputes = Disputes(settings.data / "disputes", Publisher(settings).recheck)
    threading.Thread(target=disputes.work, name="disputes", daemon=True).start()
    return make_app(desk, metrics, disputes)


def tend(records: Records, metrics: Metrics) -> None:
    """Bring records to disk and counts to their file, for as long as the worker lives. A full disk is not the end:
    the worker refuses until there is room."""
    written = 0.0
    while True:
        now = time.monotonic()
        try:
            records.tend(now)
            if now - written >= COUNT_SECONDS:
                metrics.write()
                written = now
        except OSError:
            metrics.counts["tending_errors"] += 1
        time.sleep(TEND_SECONDS)
