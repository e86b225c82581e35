"""幂等: a write is retried safely. The client's key, and the answer it got, in the transaction of the write."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction


class Idempotency(models.Model):
    """One key of one officer or unit: the digest of what was asked and the answer given."""

    owner = models.CharField(max_length=40)
    key = models.UUIDField()
    request = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once")]


class KeyReused(Exception):
    """The key came before with another request (409)."""


@transaction.atomic
def once(owner: str, key: uuid.UUID, request: str, at: datetime, fn: Callable[[], Any]) -> Any:
    """办理一次 G2: do `fn` once for this key, in this transaction, and keep its answer (JSON).

    Same key, same request digest: the stored answer, `fn` is not called. Same key, other request: KeyReused. A second
    caller with the same key waits for the first one's transaction; when `fn` raises, the key is free again.
    """
    try:
        with transaction.atomic():
            row = Idempotency.objects.create(owner=owner, key=key, request=request, answer={}, at=at)
    except IntegrityError:
        standing = Idempotency.objects.get(owner=owner, key=key)
        if standing.request != request:
            raise KeyReused("this key was used for another request") from None
        return standing.answer
    row.answer = fn()
    row.save(update_fields=["answer"])
    return row.answer


def forget(before: datetime) -> int:
    """Keys older than any retry go; the count of them."""
    return Idempotency.objects.filter(at__lt=before).delete()[0]
