"""挂失: one loss report as it was taken in at a counter."""

from django.db import models

from guizheng.cases.loss.visits import LossVisit
from guizheng.cases.spine import Case
from guizheng.ledger.keys import Bucketed, Within

__all__ = ["LossReport", "LossVisit"]


class LossReport(Bucketed):
    """What the case is about; same id as its Case. `cards` are the ids of the cards the law marked."""

    case = Within(Case, related_name="loss_report")
    event = models.CharField(max_length=8)
    lost_on = models.DateField(null=True)
    lost_where = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=20, blank=True)
    rules = models.CharField(max_length=20)
    law_version = models.CharField(max_length=64)
    facts = models.JSONField()
    ruling = models.JSONField()
    form = models.JSONField(default=dict)
    cards = models.JSONField(default=list)
