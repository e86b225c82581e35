"""双人: what needs two persons is proposed by one and confirmed by another, under another appointment."""

from django.db import models


class Proposal(models.Model):
    """One act proposed: its digest, who proposed it, who confirmed it, and when it was carried out."""

    act = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    payload = models.JSONField()
    reason = models.CharField(max_length=200)
    authority = models.CharField(max_length=12)
    proposed_by = models.CharField(max_length=16)
    proposed_appointment = models.PositiveBigIntegerField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=16, blank=True)
    confirmed_appointment = models.PositiveBigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "digest"],
                condition=models.Q(confirmed_at__isnull=True, refused_at__isnull=True),
                name="proposal_open_once",
            )
        ]
