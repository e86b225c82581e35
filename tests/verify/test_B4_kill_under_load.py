"""B4: whatever is killed under load, no answer goes without its record, and no change is lost or doubled."""

import os
import signal
import threading
from pathlib import Path

import httpx
from fake_feed import Feed, demo_number, node_settings, served
from test_B3_node import LOST, NAME, free_port, running, until

from guizheng.verify.digests import new_unit_key, person_digest
from guizheng.verify.entry import decode_value
from guizheng.verify.records import read_records, segment_id
from guizheng.verify.store import Register, current

KILLS = int(os.environ.get("GUIZHENG_KILLS", "4"))


class Client(threading.Thread):
    """Asks without end and keeps the record id of every answer that reached it."""

    def __init__(self, port: int, key: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.answered: set[str] = set()
        self.port, self.key, self.stop = port, key, stop

    def run(self) -> None:
        question = {"name": NAME, "purpose": "account_opening", "valid_from": "2010-01-01", "valid_to": "2030-01-01"}
        count = 0
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=5) as http:
            while not self.stop.is_set():
                count += 1
                body = {**question, "id_number": demo_number(count)}
                try:
                    answer = http.post("/v1/verify", json=body, headers={"Authorization": f"Bearer {self.key}"})
                except httpx.HTTPError:
                    self.stop.wait(0.01)
                    continue
                if answer.status_code == 200:
                    self.answered.add(answer.json()["record"])


def kept(feed: Feed) -> list[str]:
    segments = list(feed.segments.values())
    return [f"{segment_id(raw)}-{record.sequence:x}" for raw in segments for record in read_records(raw)]


def workers(server: int) -> list[int]:
    """The processes that answer: the server's children."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def test_kill_9_of_worker_server_and_applier_under_load(tmp_path: Path) -> None:
    feed, key = Feed(), new_unit_key()
    feed.add_unit(key)
    stop = threading.Event()
    with served(feed) as url:
        settings = node_settings(tmp_path, url, port=free_port(), segment_seconds=0.2, wait_seconds=0.1)
        with running(settings, key) as node:
            clients = [Client(settings.port, key, stop) for _ in range(2)]
            for client in clients:
                client.start()
            for kill in range(KILLS):
                enough = 100 + sum(len(client.answered) for client in clients)
                until(lambda least=enough: sum(len(c.answered) for c in clients) >= least, "answers under load")
                for count in range(50):
                    feed.add(demo_number(kill * 50 + count), NAME, LOST)
                parts = until(lambda: len(found := node.parts()) == 2 and found, "both parts")
                victims = [parts["applier"], parts["server"], *workers(parts["server"])]
                os.kill(victims[kill % len(victims)], signal.SIGKILL)
                until(node.ready, "ready again")
            stop.set()
            for client in clients:
                client.join()
            answered = set[str]().union(*(client.answered for client in clients))
            until(lambda: node.position() == feed.head(), "every change applied")
            until(lambda: answered <= set(kept(feed)), "a record of every answer")
    ids = kept(feed)
    assert len(answered) >= KILLS * 100
    assert len(ids) == len(set(ids)), "no record twice"
    register = Register(current(settings.data), map_bytes=settings.map_bytes, writable=False)
    with register.env.begin() as txn:
        for count in range(KILLS * 50):
            person = person_digest(demo_number(count), bytes(range(32)))
            value = txn.get(person, db=register.persons)
            assert value is not None
            assert decode_value(person, bytes(value)).revision == count + 2
    register.env.close()
