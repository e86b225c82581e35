"""申办: one application for a card, away from home or at home, and its fee."""

import uuid

from django.db import models

from guizheng.cases.spine import Case
from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.cards import Card


class Application(Bucketed):
    """What the case is about; same id as its Case. `facts` and `ruling` are frozen with `law_version` at the decision.

    `notice` keeps what the one-time notice named: a second one can't add. `attempt` counts orders to the centre.
    """

    case = Within(Case, related_name="application")
    request = models.CharField(max_length=8)
    cause = models.CharField(max_length=20)
    stay_ground = models.CharField(max_length=12, blank=True)
    papers = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    contact = models.CharField(max_length=20, blank=True)
    present_address = models.CharField(max_length=120, blank=True)
    entrustment = models.CharField(max_length=40, blank=True)
    rules = models.CharField(max_length=20)
    law_version = models.CharField(max_length=64)
    facts = models.JSONField()
    ruling = models.JSONField()
    notice = models.JSONField(null=True)
    form = models.JSONField(default=dict)
    portrait = models.CharField(max_length=64, blank=True)
    prints = models.JSONField(default=list)
    old_card = Within(Card, null=True)
    old_card_uid: uuid.UUID | None
    new_card = Within(Card, null=True)
    new_card_uid: uuid.UUID | None
    signed = models.JSONField(null=True)
    signature = models.CharField(max_length=128, blank=True)
    remarks = models.JSONField(default=list)
    order = models.CharField(max_length=40, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    collected_by = models.CharField(max_length=12, blank=True)


class Fee(Bucketed):
    """工本费 of one case: exactly what the tariff says; cancelled or refunded with its ground, never deleted.

    `slip`: the treasury's number of a payment that did not lie in the drawer.
    """

    case = Within(Case, related_name="fees")
    case_uid: uuid.UUID
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=6, decimal_places=2)
    source = models.CharField(max_length=60)
    authority = models.CharField(max_length=12)
    receipt = models.CharField(max_length=40, blank=True)
    means = models.CharField(max_length=8, blank=True)
    paid_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=16, blank=True)
    slip = models.CharField(max_length=40, blank=True)
    refunded_at = models.DateTimeField(null=True)
    refunded_by = models.CharField(max_length=16, blank=True)
    refund_ground = models.CharField(max_length=40, blank=True)
    refund_due = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=16, blank=True)
    cancel_ground = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "case_uid", "kind"],
                condition=models.Q(cancelled_at__isnull=True),
                name="fee_once_a_kind",
            )
        ]
        indexes = [
            models.Index(fields=["authority", "paid_at"], name="fee_by_day"),
            models.Index(fields=["authority", "refunded_at"], name="fee_by_refund"),
            models.Index(fields=["authority"], condition=models.Q(refund_due=True), name="fee_to_refund"),
        ]
