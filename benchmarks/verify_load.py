"""Load for the verification benchmarks: keep-alive connections that each ask, wait and ask again."""

import selectors
import socket
import time
from collections.abc import Sequence
from typing import NamedTuple


class Load(NamedTuple):
    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    refused: int


def post(path: str, body: bytes, key: str) -> bytes:
    """A request as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def drive(port: int, requests: Sequence[bytes], seconds: float, connections: int = 32) -> Load:
    """Ask for `seconds`, `connections` at a time, and count what came back; anything but 200 is refused."""
    selector = selectors.DefaultSelector()
    sent_at: dict[socket.socket, float] = {}
    times: list[float] = []
    refused = 0
    next_one = 0
    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.settimeout(10)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ)
        connection.sendall(requests[next_one % len(requests)])
        sent_at[connection] = time.perf_counter()
        next_one += 1
    began = now = time.perf_counter()
    while now - began < seconds:
        for ready, _ in selector.select():
            connection = ready.fileobj
            assert isinstance(connection, socket.socket)
            answer = b""
            while not whole(answer):
                part = connection.recv(65536)
                if not part:
                    raise ConnectionError(f"closed after {answer[:80]!r}")
                answer += part
            now = time.perf_counter()
            times.append(now - sent_at[connection])
            refused += answer[9:12] != b"200"
            connection.sendall(requests[next_one % len(requests)])
            sent_at[connection] = now
            next_one += 1
    for ready in list(selector.get_map().values()):
        ready.fileobj.close()  # type: ignore[union-attr]
    times.sort()
    return Load(len(times), now - began, times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3, refused)


def whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return len(body) >= int(line[15:])
    return body.endswith(b"0\r\n\r\n")
