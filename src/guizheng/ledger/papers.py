"""文书: every issued paper = number + frozen content + digest + PDF."""

from django.db import models

from guizheng.ledger.keys import Bucketed


class Paper(Bucketed):
    """One issued paper. `content` is frozen at issue; the PDF is made from it and kept by its digest."""

    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=32)
    case = models.UUIDField(null=True)
    clause = models.CharField(max_length=4, blank=True)
    authority = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=16)
    template = models.CharField(max_length=40)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    replaces = models.UUIDField(null=True)

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "number"], name="paper_number_once")]
        indexes = [models.Index(fields=["bucket", "case"], name="paper_by_case")]
