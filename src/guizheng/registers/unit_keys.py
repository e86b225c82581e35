"""用证单位密钥 B3 B4: issued and shown once, rotated, revoked on every node by the same feed as the cards."""

from datetime import datetime

from django.db import transaction

from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.organs import units
from guizheng.organs.models import RelyingUnit, UnitKey
from guizheng.registers import feed

MOST = 5


class TooManyKeys(Exception):
    """A unit has as many keys as it may."""


def standing(unit: RelyingUnit) -> list[UnitKey]:
    """The keys of a unit, those in force first."""
    return list(UnitKey.objects.filter(unit=unit).order_by("revoked_at", "-since"))


@transaction.atomic
def issue(unit: RelyingUnit, label: str, *, by: Hand, at: datetime) -> str:
    """发放密钥 B3: the key itself, this once; only its digest is kept. TooManyKeys where five are in force."""
    locked = RelyingUnit.objects.select_for_update().get(pk=unit.pk)
    if UnitKey.objects.filter(unit=locked, revoked_at__isnull=True).count() >= MOST:
        raise TooManyKeys
    key = units.issue_key(locked, label[:40], at)
    row = UnitKey.objects.get(key_hash=units.key_digest(key))
    _tell(locked, row, "unit_key_issued", by, at)
    return key


@transaction.atomic
def revoke(unit: RelyingUnit, key_id: int, *, by: Hand, at: datetime) -> UnitKey:
    """撤销密钥 B3: refused by every node as soon as it hears of it. UnitKey.DoesNotExist for another unit's key."""
    locked = RelyingUnit.objects.select_for_update().get(pk=unit.pk)
    row = UnitKey.objects.get(pk=key_id, unit=locked)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _tell(locked, row, "unit_key_revoked", by, at)
    return row


@transaction.atomic
def rotate(unit: RelyingUnit, key_id: int, *, by: Hand, at: datetime) -> str:
    """更换密钥 B3: a new key under the same label, and the old one ends. UnitKey.DoesNotExist as in `revoke`."""
    old = revoke(unit, key_id, by=by, at=at)
    return issue(unit, old.label, by=by, at=at)


def _tell(unit: RelyingUnit, row: UnitKey, act: str, by: Hand, at: datetime) -> None:
    unit.revision += 1
    unit.save(update_fields=["revision"])
    stream = events.reference_stream("unit", unit.code)
    body = {"label": row.label, "key": bytes(row.key_hash).hex()[:8]}
    event = events.record(stream, "unit", act, by=by, at=at, clause="B3", body=body)
    feed.write_unit(
        event,
        key_hash=bytes(row.key_hash),
        unit=unit.code,
        channel=unit.channel,
        purposes=unit.purposes,
        quota_per_second=unit.quota_per_second,
        revoked=row.revoked_at is not None,
        revision=unit.revision,
    )
