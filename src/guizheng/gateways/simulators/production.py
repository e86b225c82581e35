"""The simulated card centre: takes each order once, and after a while has made the card or rejected the order."""

import hashlib
import os
import time
from datetime import UTC, datetime
from typing import Any

import msgspec

from guizheng.gateways.production import Feedback, FeedbackAnswer, Order, Outcome, Taken
from guizheng.gateways.simulators.store import Store

SECONDS_TO_MAKE = float(os.environ.get("GUIZHENG_SIMULATOR_MAKES_IN", "1"))


def order(store: Store, asked: dict[str, Any]) -> Taken:
    """An order is taken once; its fate (made, or rejected by the fault `reject`) is settled then."""
    orders = msgspec.convert(asked["orders"], tuple[Order, ...], strict=False)
    for one in orders:
        reason = store.fault("production", "reject", one.id_number)
        enter = "INSERT OR IGNORE INTO orders VALUES (?, ?, ?, ?)"
        store.write(enter, one.number, msgspec.json.encode(one), time.time(), reason or "")
    return Taken(numbers=tuple(one.number for one in orders))


def feedback(store: Store, asked: dict[str, Any]) -> FeedbackAnswer:
    """The fault `delay` holds an answer back so many times; `duplicate` says it twice."""
    answers = [_feedback_on(store, number) for number in asked["numbers"]]
    if store.fault("production", "duplicate") is not None:
        answers += answers
    return FeedbackAnswer(feedback=tuple(answers))


def _feedback_on(store: Store, number: str) -> Feedback:
    found = store.rows("SELECT body, arrived, fate FROM orders WHERE number = ?", number)
    if not found:
        return Feedback(number=number, outcome=Outcome.NO_SUCH_ORDER)
    body, arrived, fate = found[0]
    done = arrived + SECONDS_TO_MAKE
    if time.time() < done or store.fault("production", "delay") is not None:
        return Feedback(number=number, outcome=Outcome.IN_WORK)
    at = datetime.fromtimestamp(done, UTC)
    if fate:
        return Feedback(number=number, outcome=Outcome.REJECTED, reason=fate, at=at)
    ordered = msgspec.json.decode(body, type=Order)
    return Feedback(
        number=number,
        outcome=Outcome.MADE,
        dn=card_body_number(number),
        valid_from=ordered.valid_from,
        valid_to=ordered.valid_to,
        at=at,
    )


def card_body_number(number: str) -> str:
    """卡体管理号: twenty characters that follow from the order."""
    digest = hashlib.blake2b(number.encode(), digest_size=10, person=b"gz-dn").digest()
    return digest.hex().upper()
