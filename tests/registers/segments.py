"""Segments as a node closes them, for tests of what the case plane does with them."""

import secrets
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django.conf import settings

from guizheng.organs import units
from guizheng.organs.models import RelyingUnit
from guizheng.verify.digests import person_digest
from guizheng.verify.entry import pack_date
from guizheng.verify.outcome import OUTCOMES, Outcome
from guizheng.verify.records import HEADER_BYTES, MAGIC, RECORD, RECORD_BYTES

from .people import NOON

NO_RETRY = bytes(8)
Asked = tuple[Any, ...]
"""A record without its sequence."""


def unit(code: str = "C-120000-01", key: str = "gzk_test-bank", **more) -> RelyingUnit:
    made = RelyingUnit.objects.create(
        code=code, name=f"津河银行{code[-2:]}(演示)", channel="company", contract_no=f"演示{code}",
        contract_since=date(2018, 4, 9), purposes=["open_account"], **more,
    )  # fmt: skip
    units.add_key(made, key, "test", NOON)
    return made


def packed(day: date | None) -> bytes:
    return pack_date(day.year * 10_000 + day.month * 100 + day.day) if day else b"\0\0\0"


def question(
    number: str,
    answer: Outcome = Outcome.CLEAR,
    *,
    at: datetime = NOON,
    key: str = "gzk_test-bank",
    start: date | None = date(2015, 1, 1),
    end: date | None = date(2035, 1, 1),
    retry: bytes = NO_RETRY,
    digest_key: bytes = b"",
    epoch: int = 1,
) -> Asked:
    micro = int(at.timestamp() * 1_000_000)
    person = person_digest(number, digest_key or settings.DIGEST_KEY)
    purpose = b"open_account".ljust(18, b"\0")
    code = OUTCOMES.index(answer)
    return (micro, person, units.key_digest(key), 7, micro // 1000, packed(start), packed(end), retry, epoch, code, 1,
            0, purpose)  # fmt: skip


def segment(*questions: Asked) -> tuple[str, bytes]:
    """A closed segment: its name and its bytes."""
    name = secrets.token_bytes(8)
    raw = (MAGIC + RECORD_BYTES.to_bytes(4, "big") + name).ljust(HEADER_BYTES)
    for sequence, fields in enumerate(questions):
        body = RECORD.pack(sequence, *fields)
        raw += body + crc32(body).to_bytes(4, "big")
    return name.hex(), raw
