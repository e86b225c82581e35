"""幂等: a write is retried safely. The client's key, and the answer it got, in the transaction of the write."""

from django.db import models


class Idempotency(models.Model):
    """One key of one officer or unit: the digest of what was asked and the answer given."""

    owner = models.CharField(max_length=40)
    key = models.UUIDField()
    request = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="idempotency_once")]
