"""待办任务: work to be done after the transaction that asked for it."""

from django.db import models


class Job(models.Model):
    """One job: enqueued in the caller's transaction, claimed by lease, retried with backoff, buried when hopeless."""

    kind = models.CharField(max_length=40)
    unique = models.CharField(max_length=80, null=True, unique=True)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at"], condition=models.Q(done_at__isnull=True, dead_at__isnull=True), name="job_open"
            )
        ]
