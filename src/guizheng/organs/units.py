"""用证单位 B3 B4: departments and companies that may ask for a card's state, their contracts and keys."""

import base64
import secrets
from datetime import date, datetime
from hashlib import blake2b

from django.db import models

from guizheng.organs.divisions import Division


class Channel(models.TextChoices):
    DEPARTMENT = "department", "公安部部门间信息共享与服务平台"
    COMPANY = "company", "全国人口信息社会应用平台"


class RelyingUnit(models.Model):
    """One unit. `purposes`: short ASCII codes its contract names; `offline`: whether it may carry the daily list.

    Its rule for a hit (B4): within how many days it says what it did, and whether the police there are told.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    contract_no = models.CharField(max_length=40)
    contract_since = models.DateField()
    contract_until = models.DateField(null=True)
    purposes = models.JSONField(default=list)
    quota_per_second = models.PositiveIntegerField(default=50)
    offline = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    follow_up_days = models.PositiveSmallIntegerField(default=3)
    tells_police = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def under_contract(self, on: date) -> bool:
        return self.contract_since <= on and (self.contract_until is None or on < self.contract_until)


class UnitKey(models.Model):
    """One key of a unit: only its digest is kept."""

    unit = models.ForeignKey(RelyingUnit, models.PROTECT, related_name="keys")
    key_hash = models.BinaryField(max_length=16, unique=True)
    label = models.CharField(max_length=40)
    since = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


def key_digest(key: str) -> bytes:
    """The stored form of a key, the same that a verification node computes. 32 random bytes need no slow hash."""
    return blake2b(key.encode(), digest_size=16, person=b"gz-unit").digest()


def add_key(unit: RelyingUnit, key: str, label: str, at: datetime) -> UnitKey:
    """Keep a key's digest under a unit."""
    return UnitKey.objects.create(unit=unit, key_hash=key_digest(key), label=label, since=at)


def issue_key(unit: RelyingUnit, label: str, at: datetime) -> str:
    """A fresh key, given this once; whoever calls also writes it to the feed and the trace."""
    key = "gzk_" + base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    add_key(unit, key, label, at)
    return key
