"""录入 A3 A5: what officers enter, step by step; frozen, JSON-ready, and without an ID number.

Values are the words of `law.terms`. What the office finds out itself (register, lists, searches, point, roll-out) is
not entered here: `gather.py` asks for it. `None` means unknown, never "none".
"""

import uuid

import msgspec

from guizheng.cases.done import Done, PaperRef
from guizheng.law.terms import (
    AddressCheck,
    Capacity,
    Cause,
    ErrorBy,
    Evidence,
    Paper,
    Presence,
    PrintsTaken,
    Relief,
    Request,
    StayGround,
)

__all__ = ["Collection", "Done", "IntakeForm", "Mending", "PaperRef", "SignChecks"]


class IntakeForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """受理录入: everything the clerk enters at the counter. A draft may hold any part of it."""

    request: Request = Request.REISSUE
    cause: Cause | None = None
    error_by: ErrorBy = ErrorBy.HOLDER
    presence: Presence = Presence.SELF
    guardian_relation: str = ""
    guardian_name: str = ""
    guardian_proved: bool = False
    capacity: Capacity = Capacity.BY_AGE
    insists: bool = False
    """Goes on with 补领 though the card lies in the register of found cards."""
    relief: Relief = Relief.NONE
    relief_proof: str = ""
    said_name: str = ""
    """As on the paper shown or as read from the chip; compared with the register."""
    said_address: str = ""
    main_items_match: bool | None = True
    """The officer's eye: name, sex, ethnicity, birth date and number shown agree with the register."""
    address: AddressCheck = AddressCheck.MATCH
    stay_ground: StayGround = StayGround.NONE
    evidence: tuple[Evidence, ...] = ()
    papers: tuple[Paper, ...] = ()
    attachments: tuple[str, ...] = ()
    """Digests of scans kept in the object store."""
    old_card: uuid.UUID | None = None
    """The card shown or lost; by default the newest one that stands."""
    card_readable: bool = True
    looks_changed: bool = False
    otherwise_confirmed: bool | None = True
    confirmed_how: str = ""
    live_photo: bool = True
    portrait: str = ""
    """Digest of the live photograph in the object store."""
    prints_taken: PrintsTaken = PrintsTaken.TAKEN
    fingers: tuple[str, ...] = ()
    print_finger: str = ""
    print_sample: str = ""
    """What the scanner gave, as the fingerprint port takes it; empty: not compared."""
    contact: str = ""
    present_address: str = ""
    lost_on: str = ""
    lost_where: str = ""
    interpreter: str = ""
    priority: bool = False
    priority_reason: str = ""


class SignChecks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """审核签发 A4: what the signer ticked."""

    identity_confirmed: bool | None = True
    photo_fit: bool | None = True
    prints_fit: bool | None = True
    particulars_right: bool | None = True


class Mending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """补正 A4: what the accepting side mended; an empty value leaves the entry as it stands."""

    note: str = ""
    portrait: str = ""
    fingers: tuple[str, ...] = ()
    contact: str = ""
    present_address: str = ""


class Collection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """核验发放 A4: what the officer at the collection counter found. Codes as in the law's matter `hand-over`."""

    receipt: str = "held"
    collector: str = "self"
    collector_name: str = ""
    authorisation: bool = False
    identity_confirmed: bool | None = True
    confirmed_how: str = ""
    """How identity was confirmed where the prints don't agree or can't be compared."""
    print_finger: str = ""
    print_sample: str = ""
    old_card: str = ""
    """returned, lost_since, withheld or none; empty: returned on a renewal, none on a reissue."""
    new_card_checked: bool = True
