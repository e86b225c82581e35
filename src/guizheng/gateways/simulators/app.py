"""All simulated systems behind one WSGI callable: POST /<system>/<action>, POST /desk/<action>, GET /readyz."""

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from guizheng.gateways.simulators import card_reader, credit, desk, fingerprint, notice, payment, population, production
from guizheng.gateways.simulators.store import Store

Handler = Callable[[Store, dict[str, Any]], Any]
SYSTEMS: dict[str, dict[str, Handler]] = {
    "population": {
        "person": population.person,
        "photograph": population.photograph,
        "search": population.search,
    },
    "fingerprint": {"compare": fingerprint.compare, "scan": fingerprint.scan},
    "credit": {"records": credit.records},
    "production": {"order": production.order, "feedback": production.feedback},
    "notice": {"send": notice.send},
    "payment": {"pay": payment.pay, "refund": payment.refund, "takings": payment.takings},
    "card_reader": {"read": card_reader.read},
    "desk": {
        "lay": desk.lay,
        "fault": desk.fault,
        "mend": desk.mend,
        "person": desk.person,
        "credit": desk.credit,
        "notices": desk.notices,
    },
}
MOST_BYTES = 4 << 20


def answer(store: Store, system: str, action: str, body: bytes) -> tuple[HTTPStatus, bytes]:
    """Bytes in, bytes out; the general faults of a system show before its own."""
    handler = SYSTEMS.get(system, {}).get(action)
    if handler is None:
        return HTTPStatus.NOT_FOUND, b"{}"
    try:
        asked = msgspec.json.decode(body, type=dict[str, Any])
        failed = None if system == "desk" else _general_fault(store, system, str(asked.get("id_number", "")))
        return failed or (HTTPStatus.OK, msgspec.json.encode(handler(store, asked)))
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError, ArithmeticError):
        return HTTPStatus.BAD_REQUEST, b"{}"


def _general_fault(store: Store, system: str, id_number: str) -> tuple[HTTPStatus, bytes] | None:
    if (seconds := store.fault(system, "slow", id_number)) is not None:
        time.sleep(float(seconds))
    if store.fault(system, "down", id_number) is not None:
        return HTTPStatus.SERVICE_UNAVAILABLE, b"{}"
    if store.fault(system, "garbled", id_number) is not None:
        return HTTPStatus.OK, b'{"garbled'
    return None


def simulators_app(store: Store) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].strip("/")
        if environ["REQUEST_METHOD"] == "GET" and path == "readyz":
            status, content = HTTPStatus.OK, b"{}"
        elif environ["REQUEST_METHOD"] != "POST" or path.count("/") != 1:
            status, content = HTTPStatus.NOT_FOUND, b"{}"
        else:
            body = environ["wsgi.input"].read(min(int(environ.get("CONTENT_LENGTH") or 0), MOST_BYTES))
            system, _, action = path.partition("/")
            status, content = answer(store, system, action, body)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [content]

    return app
