"""The simulated credit platform: the records that the demo nation gave it."""

from typing import Any

import msgspec

from guizheng.gateways.credit import CreditAnswer, CreditRecord
from guizheng.gateways.simulators.store import Store


def records(store: Store, asked: dict[str, Any]) -> CreditAnswer:
    found = store.rows("SELECT body FROM credit WHERE id_number = ?", asked["id_number"].upper())
    return CreditAnswer(records=tuple(msgspec.json.decode(body, type=CreditRecord) for (body,) in found))
