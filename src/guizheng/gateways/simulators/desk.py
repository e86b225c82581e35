"""The operator's desk of the simulators: who stands at a counter, what fails, what was sent. Only the demo has one."""

from typing import Any

import msgspec

from guizheng.gateways.card_reader import Laid
from guizheng.gateways.credit import CreditRecord
from guizheng.gateways.population import PersonOnFile
from guizheng.gateways.simulators.store import Store

Answer = dict[str, Any]


def lay(store: Store, asked: dict[str, Any]) -> Answer:
    """Put a card on the reader and a finger on the scanner of a counter. `card` counts from the newest, 0."""
    card_of = asked.get("card_of", "").upper()
    person = store.person(card_of) if card_of else None
    newest_first = len(person.cards) - 1 - int(asked.get("card", 0)) if person else 0
    laid = Laid(asked.get("laid", Laid.CARD if card_of else Laid.NONE))
    values = asked["counter"], laid.value, card_of, newest_first, asked.get("finger_of", card_of).upper()
    store.write("INSERT OR REPLACE INTO counters VALUES (?, ?, ?, ?, ?)", *values)
    return {"laid": laid.value}


def fault(store: Store, asked: dict[str, Any]) -> Answer:
    """Let a gateway fail: `down`, `slow` (value: seconds), `garbled`, or one that its own simulator knows."""
    values = asked["gateway"], asked["kind"], asked.get("id_number", "").upper()
    store.write(
        "INSERT INTO faults (gateway, kind, id_number, times, value) VALUES (?, ?, ?, ?, ?)",
        *values,
        int(asked.get("times", 1)),
        str(asked.get("value", "")),
    )
    return {"set": True}


def mend(store: Store, asked: dict[str, Any]) -> Answer:
    """Take every fault away, or those of one gateway."""
    gateway = asked.get("gateway", "")
    return {"mended": store.write("DELETE FROM faults WHERE ? IN ('', gateway)", gateway)}


def person(store: Store, asked: dict[str, Any]) -> Answer:
    """Add a person, or change one: the fields given replace those on file."""
    id_number = asked["id_number"].upper()
    known = store.person(id_number)
    fields = (msgspec.to_builtins(known) if known else {}) | asked | {"id_number": id_number}
    return {"people": store.put_people([msgspec.convert(fields, PersonOnFile, strict=False)])}


def credit(store: Store, asked: dict[str, Any]) -> Answer:
    """Replace the credit records of a person."""
    id_number = asked["id_number"].upper()
    records = msgspec.convert(asked["records"], tuple[CreditRecord, ...], strict=False)
    store.write("DELETE FROM credit WHERE id_number = ?", id_number)
    store.put_credit((id_number, record) for record in records)
    return {"records": len(records)}


def notices(store: Store, asked: dict[str, Any]) -> Answer:
    """What was sent to a phone or mail address, in order."""
    found = store.rows("SELECT key, text FROM notices WHERE recipient = ? ORDER BY rowid", asked["to"])
    return {"notices": [{"key": key, "text": text} for key, text in found]}
