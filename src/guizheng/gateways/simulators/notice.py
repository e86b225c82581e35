"""The simulated message gateway: keeps what it was asked to send, where the demo and the stories read it."""

from typing import Any

from guizheng.gateways.notice import Sent
from guizheng.gateways.simulators.store import Store


def send(store: Store, asked: dict[str, Any]) -> Sent:
    key = asked["key"]
    if store.fault("notice", "unreachable") is not None:
        return Sent(key=key, accepted=False)
    values = key, asked["channel"], asked["to"], asked["text"]
    store.write("INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?)", *values)
    return Sent(key=key, accepted=True)
