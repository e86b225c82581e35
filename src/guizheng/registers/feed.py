"""状态流水: numbered changes of card status, written in the transaction of the change, read by every verification node."""

from django.db import models

from guizheng.ledger.keys import Bucketed


class FeedRow(Bucketed):
    """One change: the whole entry of one person (or unit key), numbered by the sequencer after the commit."""

    event = models.UUIDField()
    kind = models.CharField(max_length=8, default="person")
    payload = models.BinaryField()
    at = models.DateTimeField()
    position = models.BigIntegerField(null=True, editable=False)

    append_only = True
    set_once = ("position",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "event"], name="feed_once_an_event")]
        indexes = [
            models.Index(fields=["position"], name="feed_position"),
            models.Index(fields=["at"], condition=models.Q(position__isnull=True), name="feed_unnumbered"),
        ]
