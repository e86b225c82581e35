"""不良记录: persons recorded for the conduct that A6 names. The bar sits on who did it, never on a card's holder."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from guizheng.ledger import events
from guizheng.ledger.codec import index_of
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_of, derived_id


class BarredPerson(Bucketed):
    """One decision against one person, with its number, date and source."""

    number_index = models.CharField(max_length=32)
    act = models.CharField(max_length=24)
    decision = models.CharField(max_length=60)
    decided_on = models.DateField()
    source = models.CharField(max_length=120)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "number_index", "decision"], name="barred_once")]


def records_for(id_number: str) -> list[BarredPerson]:
    """查询不良记录 A6: every decision against the person with this number, withdrawn ones too; the law weighs them."""
    rows = BarredPerson.objects.filter(bucket=bucket_of(id_number), number_index=index_of(id_number))
    return list(rows.order_by("decided_on"))


@transaction.atomic
def enter(
    id_number: str, *, act: str, decision: str, decided_on: date, source: str, by: Hand, at: datetime
) -> BarredPerson:
    """登记不良记录 A6: a decision with its number, date and source; the same decision is entered once."""
    bucket, index = bucket_of(id_number), index_of(id_number)
    row, new = BarredPerson.objects.get_or_create(
        bucket=bucket,
        id=derived_id(bucket, "barred", index, decision),
        defaults={
            "number_index": index, "act": act, "decision": decision, "decided_on": decided_on, "source": source,
        },
    )  # fmt: skip
    if new:
        _record(row, "barred", by, at, {"act": act, "decision": decision})
    return row


@transaction.atomic
def withdraw(row: BarredPerson, *, on: date, by: Hand, at: datetime) -> BarredPerson:
    """撤销不良记录 A6: the decision no longer stands from `on`; the record of it stays."""
    locked = BarredPerson.objects.lock(row.id)
    if locked.withdrawn_on is None:
        locked.withdrawn_on = on
        locked.save(update_fields=["withdrawn_on"])
        _record(locked, "bar_withdrawn", by, at, {"decision": locked.decision})
    return locked


def _record(row: BarredPerson, act: str, by: Hand, at: datetime, body: dict[str, Any]) -> None:
    stream = derived_id(row.bucket, "barred-person", row.number_index)
    events.record(stream, "barred", act, by=by, at=at, clause="A6", body=body)


def stream_of(id_number: str) -> uuid.UUID:
    """The stream in which the records against one person stand."""
    return derived_id(bucket_of(id_number), "barred-person", index_of(id_number))
