"""The simulated fingerprint system and the scanner on a counter. A sample is a word that belongs to one finger."""

import hashlib
from typing import Any

from guizheng.gateways.fingerprint import Compared, Comparison, Scan
from guizheng.gateways.simulators.store import Store


def sample_of(id_number: str, finger: str) -> str:
    """The sample that this finger of this person gives."""
    text = f"{id_number.upper()}/{finger}".encode()
    return hashlib.blake2b(text, digest_size=16, person=b"gz-print").hexdigest()


def compare(store: Store, asked: dict[str, Any]) -> Compared:
    person, finger = store.person(asked["id_number"]), asked["finger"]
    if person is None or finger not in person.prints:
        return Compared(result=Comparison.NONE_ON_FILE)
    same = asked["sample"] == sample_of(person.id_number, finger)
    return Compared(result=Comparison.MATCH if same else Comparison.MISMATCH)


def scan(store: Store, asked: dict[str, Any]) -> Scan:
    """The finger of whoever stands at this counter; no sample when nobody does or the finger gives no features."""
    finger = asked["finger"]
    found = store.rows("SELECT finger_of FROM counters WHERE name = ?", asked["scanner"])
    if not found or not found[0][0] or store.fault("fingerprint", "no_features", found[0][0]) is not None:
        return Scan(finger=finger, sample="")
    return Scan(finger=finger, sample=sample_of(found[0][0], finger))
