"""挂失: what is reported lost, and how it ended."""

from django.db import models

from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person


class LossEntry(Bucketed):
    """One card of one person reported lost; `source` is report, reissue or import; `case` the case that reported it."""

    person = Within(Person)
    card = Within(Card)
    number = models.CharField(max_length=40)
    event = models.CharField(max_length=8)
    source = models.CharField(max_length=8)
    case = models.UUIDField(null=True)
    authority = models.CharField(max_length=12)
    lost_on = models.DateField(null=True)
    lost_where = models.CharField(max_length=120, blank=True)
    reported_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "card_uid"], condition=models.Q(lifted_at__isnull=True), name="loss_open_once"
            ),
        ]
        indexes = [models.Index(fields=["bucket", "person_uid"], name="loss_by_person")]
