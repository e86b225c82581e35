"""管辖与委托 A1: which authority answers for a place, and which entrusts which to take in for it."""

from datetime import date

from django.db import models
from django.db.models import Q

from guizheng.organs.authorities import Authority, Kind
from guizheng.organs.divisions import Division


class NoHomeAuthority(LookupError):
    """No authority keeps household registers for this division: unknown, or in 71, 81, 82."""


def in_force_on(on: date) -> Q:
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


class Jurisdiction(models.Model):
    """The county-level authority that answers for a division from `since` until (not on) `until`."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="jurisdictions")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="answers_for")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "since"], name="jurisdiction_once")]


class Entrustment(models.Model):
    """委托 A1: the home authority entrusts the accepting one. Both are provinces, or one or both a county within."""

    home = models.ForeignKey(Authority, models.PROTECT, related_name="entrusts")
    accepting = models.ForeignKey(Authority, models.PROTECT, related_name="entrusted_by")
    number = models.CharField(max_length=40, unique=True)
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["home", "accepting", "since"], name="entrustment_by_pair")]

    def __str__(self) -> str:
        return self.number


def home_authority_for(division_code: str, on: date) -> Authority:
    """户籍地公安机关: what answers at county level for a division, also one that stands no more.

    An abolished code whose county can't be told leads to the city or the province. Raises NoHomeAuthority.
    """
    now = Division.objects.filter(code=division_code).values_list("now", flat=True).first()
    if now is None:
        raise NoHomeAuthority(division_code)
    rows = Jurisdiction.objects.filter(in_force_on(on), division_id__in={division_code, now})
    found = {row.division_id: row.authority for row in rows.select_related("authority")}
    if answer := found.get(division_code) or found.get(now):
        return answer
    above = Authority.objects.filter(division_id=now, kind__in=(Kind.CITY, Kind.PROVINCE)).first()
    if above is None:
        raise NoHomeAuthority(division_code)
    return above


def entrustment_in_force(home: Authority, accepting: Authority, on: date) -> Entrustment | None:
    """A1: the entrustment a case cites: between the two counties if there is one, else between their provinces."""
    homes, acceptors = _line(home), _line(accepting)
    rows = list(
        Entrustment.objects.filter(in_force_on(on), home_id__in=homes, accepting_id__in=acceptors).order_by("-since")
    )
    return min(rows, key=lambda row: homes.index(row.home_id) + acceptors.index(row.accepting_id), default=None)


def _line(one: Authority) -> list[str]:
    """Codes from an authority up to its province."""
    codes = [one.code, f"{one.code[:6]}000000", f"{one.code[:4]}00000000", f"{one.code[:2]}0000000000"]
    return list(dict.fromkeys(codes))
