"""The simulated treasury: each key is one movement, a refund never exceeds what was paid."""

import hashlib
from decimal import Decimal
from typing import Any

from guizheng.gateways.payment import PaymentReceipt, Taking, Takings
from guizheng.gateways.simulators.store import Store

ENTER = "INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?)"


def pay(store: Store, asked: dict[str, Any]) -> PaymentReceipt:
    key, amount = asked["key"], Decimal(asked["amount"])
    if store.fault("payment", "decline") is not None:
        return PaymentReceipt(key=key, accepted=False, amount=amount, reason="declined")
    with store.transaction():
        before = _movement(store, key)
        if before is None:
            values = key, "", receipt_number(key), str(amount), asked["authority"], asked["means"], asked["on"]
            store.write(ENTER, *values)
        elif before.amount != amount:
            return PaymentReceipt(key=key, accepted=False, amount=before.amount, reason="other amount under this key")
    return PaymentReceipt(key=key, accepted=True, receipt=receipt_number(key), amount=amount)


def refund(store: Store, asked: dict[str, Any]) -> PaymentReceipt:
    key, amount = asked["key"], Decimal(asked["amount"])
    with store.transaction():
        paid = store.rows("SELECT amount, authority, means FROM payments WHERE key = ? AND refund_of = ''", asked["of"])
        given = store.rows("SELECT amount FROM payments WHERE refund_of = ? AND key <> ?", asked["of"], key)
        left = sum((Decimal(row[0]) for row in [*paid[:1], *given]), Decimal(0))
        if not paid or amount > left:
            return PaymentReceipt(key=key, accepted=False, amount=amount, reason="more than was paid")
        if _movement(store, key) is None:
            _, authority, means = paid[0]
            store.write(ENTER, key, asked["of"], receipt_number(key), str(-amount), authority, means, asked["on"])
    return PaymentReceipt(key=key, accepted=True, receipt=receipt_number(key), amount=amount)


def takings(store: Store, asked: dict[str, Any]) -> Takings:
    find = "SELECT key, receipt, amount, means FROM payments WHERE authority = ? AND on_day = ? ORDER BY key"
    found = store.rows(find, asked["authority"], asked["on"])
    lines = (Taking(key=key, receipt=receipt, amount=Decimal(sum_), means=means) for key, receipt, sum_, means in found)
    return Takings(movements=tuple(lines))


def receipt_number(key: str) -> str:
    """票据号 of a movement: follows from its key."""
    digest = hashlib.blake2b(key.encode(), digest_size=8, person=b"gz-receipt").digest()
    return f"{int.from_bytes(digest, 'big') % 10**12:012d}"


def _movement(store: Store, key: str) -> Taking | None:
    found = store.rows("SELECT receipt, amount, means FROM payments WHERE key = ?", key)
    return Taking(key=key, receipt=found[0][0], amount=Decimal(found[0][1]), means=found[0][2]) if found else None
