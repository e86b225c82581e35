"""发布: hands signed feed pages to nodes and takes their records in. Server-free: the case plane mounts the callable.

    app = publisher_app(source, signer=key, admits=token_is_known, epoch=lambda: 1, wait=polling_wait(head))

GET  /feed?after=POSITION&limit=N&wait=SECONDS    a page, at once if there is one, else when the wait is over
POST /records/SEGMENT                             a closed segment of question records; safe to repeat
POST /recheck                                     a disputed question, answered by the registers themselves
"""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guizheng.verify.page import SIGNATURE_HEADER, Row, encode_page, sign

Source = Callable[[int, int], tuple[Sequence[Row], int, int]]
"""(after, limit) -> (rows that follow in order, head, as_of in ms); as_of must be read before head is."""
Wait = Callable[[int, float], None]
"""(after, seconds): returns when there may be a row after `after`, at the latest when the seconds are over."""
Receive = Callable[[str, bytes], None]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

MOST_ROWS = 50_000
LONGEST_WAIT = 25.0
LARGEST_SEGMENT = 256 << 20
LARGEST_QUESTION = 4096


def publisher_app(
    source: Source,
    *,
    signer: Ed25519PrivateKey,
    admits: Callable[[str], bool],
    epoch: Callable[[], int],
    wait: Wait,
    receive: Receive | None = None,
    recheck: Callable[[bytes], bytes] | None = None,
) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """A WSGI callable; `admits` says whether a node's bearer token is known, `receive` stores a segment once."""

    def feed(environ: dict[str, Any]) -> tuple[str, bytes, list[tuple[str, str]]]:
        try:
            asked = {name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
            after = max(0, int(asked.get("after", "0")))
            limit = min(max(1, int(asked.get("limit", "5000"))), MOST_ROWS)
            seconds = min(max(0.0, float(asked.get("wait", "0"))), LONGEST_WAIT)
        except ValueError:
            return "400 Bad Request", b"after, limit, wait: numbers", []
        rows, head, as_of = source(after, limit)
        if not rows and seconds:
            wait(after, seconds)
            rows, head, as_of = source(after, limit)
        body = encode_page(tuple(rows), after=after, head=head, as_of=as_of, epoch=epoch())
        return "200 OK", body, [(SIGNATURE_HEADER, sign(body, signer)), ("Content-Type", "application/msgpack")]

    def records(environ: dict[str, Any], segment: str) -> tuple[str, bytes, list[tuple[str, str]]]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if receive is None or not segment.isalnum() or not 0 < size <= LARGEST_SEGMENT:
            return "400 Bad Request", b"no segment", []
        receive(segment, environ["wsgi.input"].read(size))
        return "204 No Content", b"", []

    def dispute(environ: dict[str, Any]) -> tuple[str, bytes, list[tuple[str, str]]]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if recheck is None or not 0 < size <= LARGEST_QUESTION:
            return "400 Bad Request", b"no question", []
        try:
            return "200 OK", recheck(environ["wsgi.input"].read(size)), [("Content-Type", "application/json")]
        except ValueError:
            return "422 Unprocessable Content", b"", []

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if not admits(token):
            status, body, headers = "401 Unauthorized", b"", [("WWW-Authenticate", "Bearer")]
        elif asked == ("GET", "/feed"):
            status, body, headers = feed(environ)
        elif asked[0] == "POST" and asked[1].startswith("/records/"):
            status, body, headers = records(environ, asked[1].removeprefix("/records/"))
        elif asked == ("POST", "/recheck"):
            status, body, headers = dispute(environ)
        else:
            status, body, headers = "404 Not Found", b"", []
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return app


def keep_in(folder: Path) -> Receive:
    """Keeps each segment as a file of its name, whole or not at all, and one of a name once."""

    def receive(segment: str, body: bytes) -> None:
        path = folder / f"{segment}.segment"
        if path.exists():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{segment}.{secrets.token_hex(4)}.new"
        with draft.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)

    return receive


def polling_wait(head: Callable[[], int], step: float = 0.02) -> Wait:
    """Looks again every 20 ms: works on every database. A listener that wakes on commit may stand in its place."""

    def wait(after: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        while head() <= after and (left := end - time.monotonic()) > 0:
            time.sleep(min(step, left))

    return wait
