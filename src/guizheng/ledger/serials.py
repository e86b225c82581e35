"""编号: the only maker of numbers handed out, and the directory that finds the row a number stands for."""

import uuid
from datetime import date

from django.db import models

from guizheng.ledger.keys import bucket_in


class Serial(models.Model):
    """A counter: scope (what is numbered, where) and day -> the last number given. A side table, locked briefly."""

    scope = models.CharField(max_length=60)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    only_grows = "last"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "day"], name="serial_once")]


class NumberDirectory(models.Model):
    """Number handed out -> the row it stands for (kind and id; the id carries the bucket)."""

    number = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=24)
    row = models.UUIDField()

    append_only = True


def next_in(scope: str, day: date) -> int:
    """The next number of a scope on a day, from 1, without holes: it is given back when the transaction fails."""
    counter, _ = Serial.objects.select_for_update().get_or_create(scope=scope, day=day)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def last_in(scope: str, day: date) -> int:
    """The last number given of a scope on a day; 0 when none was."""
    return Serial.objects.filter(scope=scope, day=day).values_list("last", flat=True).first() or 0


def acceptance_number(authority: str, day: date) -> str:
    """受理号, 22 digits = 6 division + 3 station + 8 date + 5 sequence of that station and day (GA 214.4-2004)."""
    station = authority[:9]
    return f"{station}{day:%Y%m%d}{next_in(f'acceptance:{station}', day):05d}"


def enter(number: str, kind: str, row: uuid.UUID) -> None:
    """Enter a number in the directory, in the transaction that hands it out."""
    NumberDirectory.objects.create(number=number, kind=kind, row=row)


def find(number: str, kind: str) -> uuid.UUID | None:
    """The id of the row that a number of this kind stands for."""
    return NumberDirectory.objects.filter(number=number, kind=kind).values_list("row", flat=True).first()


def bucket_for(number: str, kind: str) -> int | None:
    """The bucket of the row that a number stands for."""
    row = find(number, kind)
    return None if row is None else bucket_in(row)
