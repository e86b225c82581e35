"""用证单位的密钥: what a node must know of a relying unit, sent in the same feed as the entries (《意见》二(二)3)."""

from enum import StrEnum

import msgspec

PURPOSE_BYTES = 18


class Channel(StrEnum):
    """The policy's two channels: 公安部部门间信息共享与服务平台 and 全国人口信息社会应用平台."""

    DEPARTMENT = "department"
    COMPANY = "company"


class UnitKey(msgspec.Struct, frozen=True):
    """One key of one unit. Purposes are short ASCII codes (at most 18 characters: they stand in every record).

    time_for: purposes whose scenario may know the day of the loss report; heeded on the department channel alone.
    test: a key for integrators, answered by the test numbers and never from the register.
    """

    key_hash: bytes
    unit: str
    channel: Channel
    purposes: tuple[str, ...]
    quota_per_second: int
    revoked: bool
    revision: int
    time_for: tuple[str, ...] = ()
    test: bool = False


def encode_unit(unit: UnitKey) -> bytes:
    for purpose in unit.purposes:
        if not purpose.isascii() or not 0 < len(purpose) <= PURPOSE_BYTES:
            raise ValueError(f"purpose: {purpose!r} is not 1 to {PURPOSE_BYTES} ASCII characters")
    return msgspec.msgpack.encode(unit)


def decode_unit(payload: bytes) -> UnitKey:
    return msgspec.msgpack.decode(payload, type=UnitKey)
