"""冒用报告 B4: one report that a card was used by another, with its evidence and what was found out."""

from django.db import models

from guizheng.cases.spine import Case
from guizheng.ledger.keys import Bucketed, Within


class MisuseReport(Bucketed):
    """What the case is about; same id as its Case, whose person is the card's holder.

    `unit`: code of the unit that reported, '' for an officer's own report. `evidence`: digests in the object store with
    name, kind, size and time. The actor is who did it; their number is sealed like any other.
    """

    case = Within(Case, related_name="misuse_report")
    unit = models.CharField(max_length=20, blank=True)
    reporter = models.CharField(max_length=40)
    contact = models.CharField(max_length=40, blank=True)
    act = models.CharField(max_length=20)
    place = models.CharField(max_length=6)
    scene = models.CharField(max_length=120)
    happened_at = models.DateTimeField()
    valid_from = models.CharField(max_length=10, blank=True)
    valid_to = models.CharField(max_length=10, blank=True)
    said = models.CharField(max_length=400, blank=True)
    hit = models.UUIDField(null=True)
    evidence = models.JSONField(default=list)
    rules = models.CharField(max_length=20)
    law_version = models.CharField(max_length=64)
    facts = models.JSONField()
    ruling = models.JSONField()
    finding = models.CharField(max_length=400, blank=True)
    actor_name = models.CharField(max_length=60, blank=True)
    actor_number_sealed = models.CharField(max_length=120, blank=True)
    decision = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "happened_at"], name="misuse_by_unit")]
