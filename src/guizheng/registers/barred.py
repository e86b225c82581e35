"""不良记录: persons recorded for the conduct that A6 names. The bar sits on the one who did it, never on a card's holder."""

from django.db import models

from guizheng.ledger.keys import Bucketed


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
