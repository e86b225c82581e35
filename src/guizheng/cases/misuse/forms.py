"""录入 B4: what a report of misuse says, and what the police found out; the holder's number stands beside it."""

import uuid
from datetime import date, datetime

import msgspec

from guizheng.law.facts_misuse import MisuseAct


class ReportForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """报告冒用: the card as presented, where, when and what happened. `place`: division code; '' is the unit's own."""

    act: MisuseAct = MisuseAct.USED
    happened_at: datetime
    scene: str
    place: str = ""
    valid_from: str = ""
    valid_to: str = ""
    said: str = ""
    contact: str = ""
    hit: uuid.UUID | None = None


class Attachment(msgspec.Struct, frozen=True):
    """A file that was handed in."""

    name: str
    content: bytes


class FindingForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """核查结果: what was done and by whom. The actor's number and name may be left out where the holder did it."""

    act: MisuseAct = MisuseAct.USED
    actor_is_holder: bool = False
    actor_number: str = ""
    actor_name: str = ""
    finding: str


class DecisionForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """处罚决定: its number and date, by which the bad-conduct record cites it."""

    decision: str
    decided_on: date
