"""捡拾: the one national register of found cards."""

from django.db import models

from guizheng.ledger.keys import Bucketed


class FoundCard(Bucketed):
    """One card handed in. The person may not be in our registers, so the number stands by its index alone."""

    number_index = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    authority = models.CharField(max_length=12)
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="held")
    ended_at = models.DateTimeField(null=True)
    case = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bucket", "number_index"], name="found_by_number")]
