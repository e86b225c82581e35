"""受理点 A2: where the public can go. Only a published, open point accepts."""

import math
from datetime import date

from django.db import models
from django.db.models import Q

from guizheng.organs.authorities import Authority


class Service(models.TextChoices):
    REMOTE_INTAKE = "remote_intake", "异地换领、补领"
    HOME_INTAKE = "home_intake", "本地申领、换领、补领"
    LOSS = "loss", "挂失申报"
    FOUND = "found", "丢失招领"
    TEMPORARY_CARD = "temporary_card", "临时居民身份证"
    TEMPORARY_CERTIFICATE = "temporary_certificate", "临时身份证明"


class AcceptancePoint(models.Model):
    """A hall or station on the published list. `serves` null: every province; else the two-digit codes it serves."""

    authority = models.OneToOneField(Authority, models.PROTECT, related_name="point")
    name = models.CharField(max_length=60)
    published_on = models.DateField(null=True)
    open_from = models.DateField()
    open_until = models.DateField(null=True)
    hours = models.JSONField(default=dict)
    services = models.JSONField(default=list)
    serves = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["open_from", "open_until"], name="point_by_dates")]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """A2: published and within its dates on this day."""
        published = self.published_on is not None and self.published_on <= on
        return published and self.open_from <= on and (self.open_until is None or on < self.open_until)

    def offers(self, service: str, on: date, home_province: str = "") -> bool:
        """A2 G3: whether this service is offered on this day, to a person from this province (two digits)."""
        served = self.serves is None or not home_province or home_province in self.serves
        return self.is_open(on) and service in self.services and served


def open_points(on: date, division: str = "", service: str = "") -> list[AcceptancePoint]:
    """The published list on a day, by the leading digits of a division and by service, in the order of the codes."""
    rows = (
        AcceptancePoint.objects.filter(Q(open_until__isnull=True) | Q(open_until__gt=on), open_from__lte=on)
        .filter(published_on__lte=on, authority__code__startswith=_stem(division))
        .select_related("authority")
        .order_by("authority_id")
    )
    return [row for row in rows if not service or service in row.services]


def nearest(lat: float, lon: float, on: date, service: str = "", limit: int = 5) -> list[tuple[AcceptancePoint, float]]:
    """The nearest open points with their distance in kilometres, nearest first; looked for in a growing square."""
    for reach in (0.2, 1.0, 5.0, 25.0):
        near = Q(authority__lat__range=(lat - reach, lat + reach), authority__lon__range=(lon - reach, lon + reach))
        rows = AcceptancePoint.objects.filter(near).select_related("authority")
        found = [(row, kilometres(lat, lon, row.authority)) for row in rows if row.is_open(on)]
        found = [(row, far) for row, far in found if not service or service in row.services]
        if len(found) >= limit:
            break
    return sorted(found, key=lambda pair: (pair[1], pair[0].authority_id))[:limit]


def kilometres(lat: float, lon: float, authority: Authority) -> float:
    """Great-circle distance; infinite when the authority's place is not known."""
    if authority.lat is None or authority.lon is None:
        return math.inf
    north, south = math.radians(lat), math.radians(authority.lat)
    turn = math.radians(authority.lon - lon)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(turn / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))


def _stem(division: str) -> str:
    """410000 stands for all of 河南, 410100 for all of 郑州."""
    code = division[:6]
    while code.endswith("00"):
        code = code[:-2]
    return code
