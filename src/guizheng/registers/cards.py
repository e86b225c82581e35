"""证件: every card ever made. A card is (person, valid-from, issue sequence), and its 卡体管理号 when known."""

from django.db import models

from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.persons import Person


class Card(Bucketed):
    """One card. Null `valid_to` is 长期; `collected_at` null: made, not in force; `ended` says how it went, '' if it stands.

    `reported_lost_at` stays when the successor is handed over: the alarm must not end with the new card.
    """

    person = Within(Person)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    issue_seq = models.PositiveSmallIntegerField(default=1)
    dn = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=12)
    fingerprint = models.BooleanField(default=False)
    bilingual = models.BooleanField(default=False)
    collected_at = models.DateTimeField(null=True)
    reported_lost_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "person_uid", "valid_from", "issue_seq"], name="card_once"),
        ]
