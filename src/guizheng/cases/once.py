"""幂等: a page's key makes a double click one act; the second click gets the first one's answer."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from guizheng.cases.done import Done
from guizheng.cases.errors import Conflict, Says
from guizheng.ledger import idempotency
from guizheng.ledger.hands import Hand


def once(by: Hand, key: uuid.UUID | None, asked: tuple[Any, ...], at: datetime, act: Callable[[], Done]) -> Done:
    """Do `act` once for this officer's key, in one transaction. The same key with something else asked: Conflict."""
    if key is None:
        with transaction.atomic():
            return act()
    text = json.dumps([str(part) for part in asked], ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        answer = idempotency.once(by.officer, key, digest, at, lambda: msgspec.json.decode(msgspec.json.encode(act())))
    except idempotency.KeyReused as error:
        raise Conflict(
            Says("此页面已用于办理另一事项,请刷新后再办。", "This page was used for another act; reload first.")
        ) from error
    return msgspec.convert(answer, Done)


def answered(by: Hand, key: uuid.UUID | None) -> Done | None:
    """The answer this key got already: for acts whose facts are others once they were done."""
    row = None if key is None else idempotency.Idempotency.objects.filter(owner=by.officer, key=key).first()
    return None if row is None else msgspec.convert(row.answer, Done)
