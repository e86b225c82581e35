"""A running simulators' process in miniature: the same callable behind a loopback port, its store in memory."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest

from guizheng.gateways.population import CardOnFile, PersonOnFile
from guizheng.gateways.simulators.app import simulators_app
from guizheng.gateways.simulators.store import Store, open_store

LI = PersonOnFile(
    id_number="410105199003079027",
    name="李晓",
    sex="2",
    ethnicity="01",
    birth_date=date(1990, 3, 7),
    home_division="410105",
    address="河南省郑州市金水区经三路1号",
    prints=("right_thumb", "left_thumb"),
    cards=(
        CardOnFile(valid_from=date(2006, 3, 7), valid_to=date(2016, 3, 7), issuer="郑州市公安局金水分局"),
        CardOnFile(
            valid_from=date(2016, 3, 7), valid_to=None, fingerprint=True, dn="0" * 20, issuer="郑州市公安局金水分局"
        ),
    ),
)


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def store() -> Iterator[Store]:
    kept = open_store(":memory:")
    kept.put_people([LI])
    yield kept
    kept.close()


@pytest.fixture
def url(store: Store) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, simulators_app(store), Threaded, Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(url: str) -> Callable[..., Any]:
    """The operator's desk: desk("lay", counter=…)."""

    def ask(action: str, **asked: Any) -> Any:
        response = httpx.post(f"{url}/desk/{action}", json=asked)
        assert response.status_code == 200, response.status_code
        return response.json()

    return ask
