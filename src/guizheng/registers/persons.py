"""人员: the persons the registers speak of. The ID number stands as keyed index and codec column, never in the clear text."""

from django.db import models

from guizheng.ledger.keys import Bucketed


class Person(Bucketed):
    """One person. `number_index` finds, `number_sealed` tells (through the codec), `revision` counts feed entries."""

    number_index = models.CharField(max_length=32)
    number_sealed = models.CharField(max_length=120)
    name = models.CharField(max_length=60)
    name_grams = models.CharField(max_length=240, blank=True)
    name_initials = models.CharField(max_length=30, blank=True)
    sex = models.CharField(max_length=1)
    ethnicity = models.CharField(max_length=2)
    birth_date = models.DateField()
    home_division = models.CharField(max_length=6)
    home_station = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, default="alive")
    active_service = models.BooleanField(default=False)
    capacity = models.CharField(max_length=8, blank=True)
    script = models.CharField(max_length=16, blank=True)
    prints = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "number_index"], name="person_number_once")]
        indexes = [
            models.Index(fields=["home_division", "name"], name="person_by_home"),
            models.Index(fields=["name_initials"], name="person_by_initials"),
        ]
