"""录入 B1 B2: what the counter enters for a loss report and for lifting one; without an ID number."""

import uuid
from datetime import datetime

import msgspec

from guizheng.law.facts_loss import LossEvent
from guizheng.law.terms import Capacity, FingerprintCheck, Presence


class Try(msgspec.Struct, frozen=True):
    """One finger laid on the scanner, what the comparison said, and when."""

    finger: str
    answer: FingerprintCheck
    at: datetime


class LossForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """挂失申报录入."""

    event: LossEvent = LossEvent.LOST
    presence: Presence = Presence.SELF
    guardian_relation: str = ""
    guardian_name: str = ""
    guardian_proved: bool = False
    capacity: Capacity = Capacity.BY_AGE
    main_items_match: bool | None = True
    looks_changed: bool = False
    otherwise_confirmed: bool | None = True
    confirmed_how: str = ""
    print_finger: str = ""
    print_sample: str = ""
    tries: tuple[Try, ...] = ()
    """The fingers compared at this counter, in their order; with them no sample is sent."""
    phone_lost: bool = False
    contact: str = ""
    lost_on: str = ""
    lost_where: str = ""
    lost_how: str = ""
    reissue_too: bool = False


class LiftForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """解除挂失录入: the holder stands at the counter with the card."""

    presence: Presence = Presence.SELF
    card: uuid.UUID | None = None
    """The card shown; by default the newest that is reported lost."""
    card_shown: bool = True
    readable: bool = True
    otherwise_confirmed: bool | None = True
    confirmed_how: str = ""
    print_finger: str = ""
    print_sample: str = ""
    tries: tuple[Try, ...] = ()
    contested: bool = False
    """The holder says that the report was not theirs."""
