"""批量变更的闸: no job and no import changes more than a set number or share of card states on one person's word.

What goes beyond it is held until a second person, under another appointment, releases exactly this change (the digest
of its file). While it runs it can change no more than was planned; what it did is rolled back through the same gate.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models import F

from guizheng.ledger import two_person
from guizheng.ledger.hands import Hand
from guizheng.ledger.two_person import Proposal, TwoPersonError
from guizheng.registers.cards import Card

ACT = "bulk_change"
MOST = 200
"""Cards one person may change in one go."""
SHARE = 1000
"""And no more than one card in this many of the register."""
SMALLEST = 10
"""The share of a small register is never less than this."""


class Held(Exception):
    """The change waits for a second person's release, or went beyond what was planned."""


class Bulk(models.Model):
    """One bulk change: what was planned, how far it came (`rows` read, `changed` cards), and who released it."""

    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64, unique=True)
    planned = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    open = models.BooleanField(default=False)
    proposal = models.PositiveBigIntegerField(null=True)
    begun_by = models.CharField(max_length=16)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    @property
    def number(self) -> str:
        """The number that each change made in bulk bears: by it they are found and rolled back."""
        return f"PL{self.pk:08d}"


def allowed() -> int:
    """How many card states one person's word may change now."""
    return min(MOST, max(SMALLEST, Card.objects.count() // SHARE))


@transaction.atomic
def plan(kind: str, digest: str, planned: int, *, by: Hand, at: datetime) -> Bulk:
    """提请批量变更 D3: the same file is the same change. One that is small enough is open; a greater one is held."""
    bulk, fresh = Bulk.objects.get_or_create(
        digest=digest, defaults={"kind": kind, "planned": planned, "begun_by": by.officer, "begun_at": at}
    )
    if fresh:
        bulk.open = planned <= allowed()
        if not bulk.open:
            payload = {"kind": kind, "digest": digest, "planned": planned}
            bulk.proposal = two_person.propose(ACT, payload, reason=f"{kind}: {planned}", by=by, at=at).pk
        bulk.save(update_fields=["open", "proposal"])
    return bulk


@transaction.atomic
def release(bulk: Bulk, *, by: Hand, at: datetime) -> Bulk:
    """放行 D3: the second person. TwoPersonError: the same person, the same appointment, or released before."""
    proposal = Proposal.objects.filter(pk=bulk.proposal or 0).first()
    if proposal is None:
        raise TwoPersonError("this change needs no release")
    two_person.confirm(proposal.pk, proposal.digest, by=by, at=at)
    bulk.open = True
    bulk.save(update_fields=["open"])
    return bulk


def spend(bulk: Bulk, rows: int, changed: int) -> None:
    """Count what a batch read and changed, in its own transaction. Held: not released, ended, or more than planned."""
    standing = Bulk.objects.filter(pk=bulk.pk, open=True, ended_at__isnull=True, rows=bulk.rows)
    counted = standing.filter(changed__lte=bulk.planned - changed) if changed <= bulk.planned else standing.none()
    if not counted.update(rows=F("rows") + rows, changed=F("changed") + changed):
        raise Held(bulk.number)
    bulk.rows, bulk.changed = bulk.rows + rows, bulk.changed + changed


def finish(bulk: Bulk, at: datetime) -> None:
    bulk.ended_at = at
    bulk.save(update_fields=["ended_at"])
