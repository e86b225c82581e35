"""督促指导 B4: inspections of relying units, and complaints of holders that a unit accepted a lost card."""

import uuid

from django.db import models

from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.persons import Person


class Inspection(Bucketed):
    """One inspection of one unit; in the bucket of the unit's stream, and a stream of its own."""

    unit = models.CharField(max_length=20)
    ground = models.CharField(max_length=16)
    stage = models.CharField(max_length=16)
    open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    officer = models.CharField(max_length=16)
    authority = models.CharField(max_length=12)
    found = models.CharField(max_length=400)
    due = models.DateField(null=True)
    handed_to = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "unit"], condition=models.Q(open=True), name="one_open_inspection"
            )
        ]
        indexes = [models.Index(fields=["open", "due"], name="inspection_open")]


class Complaint(Bucketed):
    """A holder says that a unit accepted the lost card on a day. `pack`: the signed evidence, by its digest."""

    person = Within(Person)
    person_uid: uuid.UUID
    unit = models.CharField(max_length=20)
    day = models.DateField()
    said = models.CharField(max_length=400)
    taken_at = models.DateTimeField()
    officer = models.CharField(max_length=16)
    authority = models.CharField(max_length=12)
    asked = models.PositiveIntegerField()
    told_lost = models.PositiveIntegerField()
    pack = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        indexes = [models.Index(fields=["unit", "taken_at"], name="complaint_by_unit")]
