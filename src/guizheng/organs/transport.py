"""交通不便地区 A4: the dated list of counties where the term may be extended, each with the paper that lists it."""

from datetime import date

from django.db import models

from guizheng.organs.divisions import Division
from guizheng.organs.jurisdiction import in_force_on


class PoorTransport(models.Model):
    """A county that is listed from `since` until (not on) `until`; `source` names the paper that lists it."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="poor_transport")
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "since"], name="poor_transport_once")]


def listed(on: date, *counties: str) -> dict[str, PoorTransport]:
    """交通不便: which of these counties (six digits) are on the list that day. One query."""
    rows = PoorTransport.objects.filter(in_force_on(on), division__in=counties).select_related("division")
    return {row.division_id: row for row in rows}
