"""文书内容: what each paper says, frozen at issue. Codes of `law.terms` where a box is ticked, else text as printed.

Dates are ISO text. `id_number` is sealed where the paper is kept, and printed whole only on the forms the office keeps.
"""

import msgspec

from guizheng.law.procedure import Issued
from guizheng.law.terms import Cause, Evidence, Paper, Request, StayGround


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a paper's content."""


class Office(Part, frozen=True, kw_only=True):
    """An authority as it stands on paper."""

    name: str
    code: str = ""
    address: str = ""
    phone: str = ""


class Item(Part, frozen=True, kw_only=True):
    """One thing missing, or one ground: what, by which clause, what cures it, any of which papers (codes)."""

    says: str
    citation: str = ""
    remedy: str = ""
    any_of: tuple[str, ...] = ()


class CardDates(Part, frozen=True, kw_only=True):
    """A card as the form names it; empty `valid_to` is 长期. `handed_in`: was it taken at the counter?"""

    valid_from: str
    valid_to: str = ""
    issuer: str = ""
    fingerprint: bool = False
    handed_in: bool = False


class Content(Part, frozen=True, kw_only=True):
    """What every paper says: who issues it, to whom, in which case (受理号)."""

    office: Office
    name: str
    id_number: str = ""
    case_number: str = ""


class AcceptanceForm(Content, frozen=True, kw_only=True):
    """《居民身份证异地受理登记表》 A3."""

    filed_at: str
    request: Request
    cause: Cause
    sex: str
    ethnicity: str
    birth_date: str
    home_address: str
    home_authority: str
    home_station: str = ""
    present_address: str = ""
    phone: str = ""
    portrait: str = ""
    """Digest in the object store; empty: a place to paste it."""
    old_card: CardDates | None = None
    papers: tuple[Paper, ...] = ()
    stay_ground: StayGround = StayGround.NONE
    evidence: tuple[Evidence, ...] = ()
    fingers: tuple[str, ...] = ()
    fingerprint_result: str = ""
    guardian_name: str = ""
    guardian_relation: str = ""
    guardian_number: str = ""
    collection: str = "到受理点领取"
    fee: str = ""
    fee_note: str = ""
    fee_receipt: str = ""
    entrustment: str = ""
    due: str = ""
    clerk: str = ""
    officer: str = ""
    remarks: tuple[str, ...] = ()


class HomeForm(AcceptanceForm, frozen=True, kw_only=True):
    """《居民身份证申领登记表》 B1: taken in at home: no other place, no evidence of stay, no entrustment."""

    at_home: bool = True


class Receipt(Content, frozen=True, kw_only=True):
    """领证回执 A4."""

    request: Request
    accepted_on: str
    due: str
    fee: str = ""
    fee_source: str = ""
    bring: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class OneTimeNotice(Content, frozen=True, kw_only=True):
    """一次性告知书 A3."""

    request: Request
    filed_on: str
    items: tuple[Item, ...]
    fee: str = ""


class Refusal(Content, frozen=True, kw_only=True):
    """不予受理通知书 A5 A6."""

    request: Request
    filed_on: str
    grounds: tuple[Item, ...]
    elsewhere: str = ""
    contest: str = ""


class Decline(Content, frozen=True, kw_only=True):
    """不予签发通知书 A4: `office` is the home authority that declined; `accepting` hands the paper out."""

    request: Request
    accepted_on: str
    grounds: tuple[Item, ...]
    accepting: Office
    refund: str = ""
    contest: str = ""


class FeeReceipt(Content, frozen=True, kw_only=True):
    """证件工本费收据 A7; `amount` in yuan with two decimals."""

    request: Request
    amount: str
    source: str
    paid_at: str
    means: str = ""
    taken_by: str = ""


class LossForm(Content, frozen=True, kw_only=True):
    """《居民身份证挂失申报登记表》 B2; `event` is lost or stolen, `cards` every card in scope, the older ones too."""

    event: str
    reported_at: str
    sex: str
    ethnicity: str
    birth_date: str
    home_address: str
    cards: tuple[CardDates, ...]
    phone: str = ""
    lost_on: str = ""
    lost_where: str = ""
    lost_how: str = ""
    fingerprint_result: str = ""
    confirmed_how: str = ""
    guardian_name: str = ""
    guardian_relation: str = ""
    guardian_number: str = ""
    reissue_too: bool | None = None
    clerk: str = ""
    officer: str = ""


class LossReceipt(Content, frozen=True, kw_only=True):
    """居民身份证挂失申报回执 B2."""

    event: str
    reported_at: str
    cards: tuple[CardDates, ...]
    lost_on: str = ""
    lost_where: str = ""


class Record(Content, frozen=True, kw_only=True):
    """Any other paper: rows of label and text, then paragraphs, then who signs."""

    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


class Letter(Content, frozen=True, kw_only=True):
    """A paper to a unit B4: `name` is the unit; rows of label and text, paragraphs, numbered items, who signs."""

    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    signs: tuple[str, ...] = ()


FEE_RECEIPT = "fee_receipt"
"""A paper of the till: it belongs to a fee, not to a move."""
INSPECTION, RECTIFICATION = "inspection_record", "rectification_notice"
REINSPECTION, REFERRAL, EVIDENCE = "reinspection_record", "referral_letter", "evidence_pack"
"""Papers of supervision B4: they belong to an inspection or a complaint, not to a move."""

CONTENTS: dict[str, type[Content]] = {
    Issued.ACCEPTANCE_FORM: AcceptanceForm,
    Issued.HOME_FORM: HomeForm,
    Issued.RECEIPT: Receipt,
    Issued.ONE_TIME_NOTICE: OneTimeNotice,
    Issued.REFUSAL: Refusal,
    Issued.DECLINE: Decline,
    Issued.LOSS_FORM: LossForm,
    Issued.LOSS_RECEIPT: LossReceipt,
    FEE_RECEIPT: FeeReceipt,
}
TEMPLATES = {content: str(kind) for kind, content in CONTENTS.items()} | {
    HomeForm: "acceptance_form",
    Record: "record",
    Letter: "letter",
}


def kind_of(kind: str, content: object) -> type[Content]:
    """What a paper of this kind says: the type of a content that has one, else the kind's own, else a Record."""
    return type(content) if isinstance(content, Content) else CONTENTS.get(kind, Record)
