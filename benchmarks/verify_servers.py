"""The servers compared with the node: the same questions, the same data, the same answers, a record of each.

    python benchmarks/verify_servers.py KIND PORT CONFIG

Every one runs on Granian with one worker, reads the key and the question as the node does, looks the entry up, decides
with the node's own function and writes its record before it answers (in PostgreSQL with synchronous_commit off, since
the node's records are brought to disk a moment later too).
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from guizheng.verify.digests import Digests
from guizheng.verify.outcome import SAYS, Outcome, decide
from guizheng.verify.question import Item, Question, checked_dates, checked_number

CONFIG: dict[str, Any] = {}


def ask(body: bytes) -> tuple[Item, bytes, tuple[bytes, bytes]]:
    """Question, person digest, packed dates: what every peer does before it goes to its store."""
    import msgspec

    question = msgspec.json.decode(body, type=Question)
    return question, DIGESTS.person(checked_number(question.id_number)), checked_dates(question)


def conclude(question: Item, value: bytes | None, dates: tuple[bytes, bytes]) -> Outcome:
    return decide(value, DIGESTS.name(question.name), *dates, TODAY)


def said(outcome: Outcome, record: int) -> dict[str, Any]:
    says = SAYS[outcome][0]
    return {"answer": outcome, "checked": ["status"], "record": record, "says": says, "as_of": "now", "position": 1}


DIGESTS = Digests(bytes(range(32)))
TODAY = (2026 - 0 << 9 | 1 << 5 | 1).to_bytes(3, "big")
JSON = [("Content-Type", "application/json")]


def hello() -> Any:
    """The least a WSGI application can do with a body."""

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        environ["wsgi.input"].read()
        start_response("200 OK", JSON)
        return [b'{"hello":"world"}']

    return app


def node() -> Any:
    from guizheng.verify.app import make_worker
    from guizheng.verify.settings import read_settings

    return make_worker(read_settings(CONFIG["node"]))


def node_without_records() -> Any:
    from guizheng.verify import app

    class NoRecords:
        def __init__(self, *_: Any, **__: Any) -> None:
            pass

        def write(self, at: int, rest: bytes) -> str:
            return "0000000000000000-0"

        def tend(self, _: float) -> None:
            pass

        def has_room(self) -> bool:
            return True

    app.Records = NoRecords  # type: ignore[misc, assignment]
    return node()


def django() -> Any:
    import django as package
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", **CONFIG["django"], "CONN_MAX_AGE": None}},
        INSTALLED_APPS=[],
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
    )
    package.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import models
    from django.http import HttpRequest, JsonResponse
    from django.urls import path

    class Person(models.Model):
        digest = models.BinaryField(primary_key=True)
        value = models.BinaryField()

        class Meta:
            app_label = "bench"
            db_table = "person"

    class Asked(models.Model):
        at = models.FloatField()
        digest = models.BinaryField()
        answer = models.TextField()

        class Meta:
            app_label = "bench"
            db_table = "asked"

    def verify(request: HttpRequest) -> JsonResponse:
        if request.headers["Authorization"] not in CONFIG["keys"]:
            return JsonResponse({}, status=401)
        question, person, dates = ask(request.body)
        value = Person.objects.filter(digest=person).values_list("value", flat=True).first()
        outcome = conclude(question, bytes(value) if value is not None else None, dates)
        record = Asked.objects.create(at=time.time(), digest=person, answer=outcome.value)
        return JsonResponse(said(outcome, record.pk))

    globals()["urlpatterns"] = [path("v1/verify", verify)]
    return get_wsgi_application()


def fastapi_asyncpg() -> Any:
    from contextlib import asynccontextmanager

    import asyncpg  # type: ignore[import-not-found]
    from fastapi import FastAPI, Request, Response  # type: ignore[import-not-found]

    pools: list[Any] = []

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        pools.append(await asyncpg.create_pool(CONFIG["dsn"], min_size=8, max_size=8))
        yield

    app = FastAPI(lifespan=lifespan)

    @app.post("/v1/verify")
    async def verify(request: Request) -> Any:
        if request.headers["authorization"] not in CONFIG["keys"]:
            return Response(status_code=401)
        question, person, dates = ask(await request.body())
        async with pools[0].acquire() as connection:
            value = await connection.fetchval("SELECT value FROM person WHERE digest = $1", person)
            outcome = conclude(question, value, dates)
            record = await connection.fetchval(
                "INSERT INTO asked (at, digest, answer) VALUES ($1, $2, $3) RETURNING id",
                time.time(), person, outcome.value,
            )  # fmt: skip
        return said(outcome, record)

    return app


def fastapi_redis() -> Any:
    from fastapi import FastAPI, Request, Response
    from redis.asyncio import Redis  # type: ignore[import-not-found]

    store = Redis(unix_socket_path=CONFIG["redis"])
    app = FastAPI()

    @app.post("/v1/verify")
    async def verify(request: Request) -> Any:
        if request.headers["authorization"] not in CONFIG["keys"]:
            return Response(status_code=401)
        question, person, dates = ask(await request.body())
        outcome = conclude(question, await store.get(person), dates)
        record = await store.rpush("asked", person + outcome.value.encode())
        return said(outcome, record)

    return app


KINDS = {each.__name__: each for each in (hello, node, node_without_records, django, fastapi_asyncpg, fastapi_redis)}


def main(kind: str, port: int, config: Path) -> None:
    CONFIG.update(json.loads(config.read_text()))
    for name in set(os.environ) - {"PATH", "PYTHONPATH", "LANG"}:
        del os.environ[name]
    # As the node's own server does; the same for all.
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    asgi = kind.startswith("fastapi")
    server = Server(
        kind,
        port=port,
        interface=Interfaces.ASGI if asgi else Interfaces.WSGI,
        blocking_threads=1,
        websockets=False,
        log_enabled=False,
    )
    server.serve(target_loader=lambda *_, **__: KINDS[kind](), wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
