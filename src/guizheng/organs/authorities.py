"""公安机关: the ministry, provinces, cities, counties, their halls and stations, and the production centres."""

from django.db import models

from guizheng.organs.divisions import Division


class Kind(models.TextChoices):
    MINISTRY = "ministry", "公安部"
    PROVINCE = "province", "省级公安机关"
    CITY = "city", "市级公安机关"
    COUNTY = "county", "县级公安机关"
    HALL = "hall", "办证大厅"
    STATION = "station", "派出所"
    AIRPORT_POLICE = "airport_police", "机场公安"
    RAILWAY_POLICE = "railway_police", "铁路公安"
    CENTRE = "centre", "制证中心"


class Authority(models.Model):
    """One authority under its 12-digit code, whose first six digits are its division. Halls and stations hang under
    the county authority. `scripts`: what minority scripts a centre can print."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="authorities")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    scripts = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["kind", "division"], name="authority_by_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def province(self) -> str:
        """The two digits of its province-level unit; empty for the ministry."""
        return self.division_id[:2] if self.division_id else ""

    @property
    def county(self) -> "Authority":
        """The county authority it belongs to; itself when it hangs under none."""
        above = self.parent
        return above if above and above.kind == Kind.COUNTY else self


def authority(code: str) -> Authority:
    """The authority with this code, its county fetched with it. Raises Authority.DoesNotExist."""
    return Authority.objects.select_related("parent", "division").get(code=code)


def production_centre(division_code: str) -> Authority:
    """制证中心: the centre of a division's province. Raises Authority.DoesNotExist for 71, 81, 82."""
    return Authority.objects.get(kind=Kind.CENTRE, division_id=division_code[:2] + "0000")
