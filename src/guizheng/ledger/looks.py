"""查看留痕: every look at personal data, a refused one too: officer, post, purpose, page, subjects, masked or not."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from guizheng.ledger.hands import Hand

MOST_SUBJECTS = 500


class Look(models.Model):
    """One record a response. A table (on SQLite a file) of its own: a page that is only read must not wait to write."""

    at = models.DateTimeField()
    officer = models.CharField(max_length=16)
    post = models.CharField(max_length=24)
    authority = models.CharField(max_length=12)
    purpose = models.CharField(max_length=60)
    page = models.CharField(max_length=80)
    subjects = models.JSONField(default=list)
    masked = models.BooleanField(default=True)
    refused = models.BooleanField(default=False)

    append_only = True

    class Meta:
        indexes = [models.Index(fields=["officer", "at"], name="look_by_officer")]


def look(
    hand: Hand,
    *,
    purpose: str,
    page: str,
    subjects: Sequence[object],
    masked: bool,
    refused: bool,
    at: datetime,
) -> Look:
    """查看留痕 G2: one record a response, before it leaves. `subjects` are ids of persons or cases, never numbers."""
    return Look.objects.create(
        at=at,
        officer=hand.officer,
        post=hand.post,
        authority=hand.authority,
        purpose=purpose[:60],
        page=page[:80],
        subjects=[str(one) for one in subjects[:MOST_SUBJECTS]],
        masked=masked,
        refused=refused,
    )
