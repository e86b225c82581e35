"""行政区划: every division code ever valid, and the one that answers for its place now (GB/T 2260)."""

from django.db import models


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"


class Division(models.Model):
    """One code. `now` is the code that answers for the place today, its own while it stands; years may be unknown."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=40)
    name_full = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    since = models.PositiveSmallIntegerField(null=True)
    until = models.PositiveSmallIntegerField(null=True)
    now = models.CharField(max_length=6, db_index=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_full

    @property
    def stands(self) -> bool:
        return self.now == self.code

    @property
    def province(self) -> str:
        """The two digits of its province-level unit."""
        return self.code[:2]


def standing() -> "models.QuerySet[Division]":
    """The divisions of today, without those that only live on in ID numbers."""
    return Division.objects.filter(now=models.F("code"))


def name_of(code: str) -> str:
    """The full name, province first, of a code ever valid; the code itself when it is none."""
    found = Division.objects.filter(code=code).values_list("name_full", flat=True).first()
    return found or code
