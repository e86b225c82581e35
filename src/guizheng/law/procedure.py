"""办理环节 A4 D3: the moves of every matter as one table, stage × act → stage, with side, post, clause and paper.

Pages, permissions, documents and tests are drawn from these tables; nothing else knows a move.
An auxiliary may collect and file; only an officer decides (2021 norm, art. 7), so `auxiliary` is false unless said.
"""

from dataclasses import dataclass
from types import MappingProxyType

from guizheng.law.steps import Act, Issued, Matter, Post, Side, Stage

__all__ = ["MOVES", "STAGES", "TABLES", "Act", "Issued", "Matter", "Move", "Post", "Side", "Stage"]
__all__ += ["ends", "is_end", "move", "moves_from", "open_stages"]


@dataclass(frozen=True, slots=True)
class Move:
    """One row: who, in which post, takes a case from `stage` to `to`, by which clause, with which paper and event."""

    act: Act
    stage: Stage
    to: Stage
    side: Side
    post: Post
    clause: str
    paper: Issued
    event: str
    auxiliary: bool
    two_officers: bool

    @property
    def zh(self) -> str:
        return self.act.zh

    @property
    def en(self) -> str:
        return self.act.en


def _rows(
    act: Act,
    stages: tuple[Stage, ...],
    to: Stage | None,
    where: tuple[Side, Post],
    clause: str,
    event: str,
    paper: Issued = Issued.NONE,
    *,
    auxiliary: bool = False,
    two_officers: bool = False,
) -> tuple[Move, ...]:
    """The same act from several stages; `to=None` leaves the stage as it is."""
    side, post = where
    return tuple(
        Move(act, stage, to or stage, side, post, clause, paper, event, auxiliary, two_officers) for stage in stages
    )


_RECEPTION = (Side.ACCEPTING, Post.RECEPTION)
_REVIEW = (Side.HOME, Post.REVIEW)
_SIGN = (Side.HOME, Post.SIGN)
_ORDER = (Side.ACCEPTING, Post.PRODUCTION)
_CENTRE = (Side.CENTRE, Post.PRODUCTION)
_ISSUE = (Side.ACCEPTING, Post.ISSUE)
_COUNTY = (Side.ACCEPTING, Post.COUNTY_ADMIN)
_WINDOW = (Side.ACCEPTING, Post.WINDOW)
_HOME_WINDOW = (Side.HOME, Post.WINDOW)
_STATION = (Side.ACCEPTING, Post.STATION_POLICE)
_INVESTIGATION = (Side.ACCEPTING, Post.INVESTIGATION)
_SYSTEM = (Side.SYSTEM, Post.MACHINE)

_S = Stage
_DECIDING = (_S.FILED, _S.WAITING)
_BEFORE_SIGNING = (_S.FILED, _S.WAITING, _S.REVIEW, _S.SENT_BACK)
_RUNNING = (_S.REVIEW, _S.SENT_BACK, _S.SIGNED, _S.ORDERED, _S.MADE)
_AWAITED = (*_RUNNING, _S.READY)
_SIGNED_ON = (_S.SIGNED, _S.ORDERED, _S.MADE, _S.READY)
_OPEN = (_S.FILED, _S.WAITING, *_AWAITED)
_PAID = (*_AWAITED, _S.COLLECTED, _S.DECLINED, _S.WITHDRAWN, _S.CLOSED_BY_DEATH, _S.CLOSED_BY_CANCELLATION)

_APPLICATION: tuple[Move, ...] = (
    *_rows(Act.FILE, (_S.START,), _S.FILED, _RECEPTION, "A3", "application_filed", auxiliary=True),
    *_rows(Act.TAKE_IN, (_S.FILED,), _S.REVIEW, _RECEPTION, "A3", "application_accepted", Issued.RECEIPT),
    *_rows(Act.NOTIFY_ONCE, (_S.FILED,), _S.WAITING, _RECEPTION, "A3", "notified_once", Issued.ONE_TIME_NOTICE),
    *_rows(Act.REFUSE, _DECIDING, _S.REFUSED, _RECEPTION, "A5", "application_refused", Issued.REFUSAL),
    *_rows(Act.SUPPLEMENT, (_S.WAITING,), _S.FILED, _RECEPTION, "A3", "papers_brought", auxiliary=True),
    *_rows(Act.TRANSMIT, (_S.REVIEW,), None, _SYSTEM, "A4", "application_transmitted", Issued.ACCEPTANCE_FORM),
    *_rows(Act.SIGN_OFF, (_S.REVIEW,), _S.SIGNED, _SIGN, "A4", "signed_off"),
    *_rows(Act.SEND_BACK, (_S.REVIEW,), _S.SENT_BACK, _REVIEW, "A4", "sent_back"),
    *_rows(Act.MEND, (_S.SENT_BACK,), _S.REVIEW, _RECEPTION, "A4", "mended"),
    *_rows(Act.DECLINE_TO_SIGN, (_S.REVIEW,), _S.DECLINED, _SIGN, "A4", "sign_off_declined", Issued.DECLINE),
    *_rows(Act.ORDER_PRODUCTION, (_S.SIGNED,), _S.ORDERED, _ORDER, "A4", "production_ordered"),
    *_rows(Act.RECORD_MADE, (_S.ORDERED,), _S.MADE, _CENTRE, "A4", "card_made"),
    *_rows(Act.RECORD_REJECTED, (_S.ORDERED,), _S.SIGNED, _CENTRE, "A4", "production_rejected"),
    *_rows(Act.RECORD_REJECTED, (_S.MADE, _S.READY), _S.SIGNED, _ISSUE, "A4", "card_rejected"),
    *_rows(Act.RECORD_ARRIVAL, (_S.MADE,), _S.READY, _ISSUE, "A4", "card_arrived"),
    *_rows(Act.HAND_OVER, (_S.READY,), _S.COLLECTED, _ISSUE, "A4", "card_handed_over", Issued.HANDOVER_RECORD),
    *_rows(Act.REMIND, (_S.READY,), None, _SYSTEM, "A4", "holder_reminded"),
    *_rows(
        Act.DESTROY_UNCLAIMED,
        (_S.READY,),
        _S.UNCLAIMED_DESTROYED,
        _COUNTY,
        "A4",
        "unclaimed_card_destroyed",
        Issued.DESTRUCTION_RECORD,
        two_officers=True,
    ),
    *_rows(Act.WITHDRAW, _BEFORE_SIGNING, _S.WITHDRAWN, _RECEPTION, "A3", "withdrawn", Issued.WITHDRAWAL_SLIP),
    *_rows(Act.EXTEND, _RUNNING, None, _COUNTY, "A4", "term_extended", Issued.EXTENSION_NOTICE),
    *_rows(Act.REPLACE_RECEIPT, _AWAITED, None, _RECEPTION, "A4", "receipt_replaced", Issued.RECEIPT),
    *_rows(Act.CORRECT, _BEFORE_SIGNING, None, _RECEPTION, "A5", "entry_corrected"),
    *_rows(Act.REFUND, _PAID, None, _RECEPTION, "A7", "fee_refunded", Issued.REFUND_SLIP),
    *_rows(
        Act.ISSUE_TEMPORARY_CARD,
        _SIGNED_ON,
        None,
        _RECEPTION,
        "A4",
        "temporary_card_issued",
        Issued.TEMPORARY_CARD_RECORD,
    ),
    *_rows(Act.RECORD_DEATH, _OPEN, _S.CLOSED_BY_DEATH, _REVIEW, "A5", "closed_by_death"),
    *_rows(Act.RECORD_CANCELLATION, _OPEN, _S.CLOSED_BY_CANCELLATION, _REVIEW, "A5", "closed_by_cancellation"),
)

_LOSS: tuple[Move, ...] = (
    *_rows(Act.FILE, (_S.START,), _S.FILED, _RECEPTION, "B2", "loss_filed", Issued.LOSS_FORM, auxiliary=True),
    *_rows(Act.REPORT_LOSS, (_S.FILED,), _S.REPORTED, _RECEPTION, "B2", "loss_reported", Issued.LOSS_RECEIPT),
    *_rows(Act.NOTIFY_ONCE, (_S.FILED,), _S.WAITING, _RECEPTION, "B2", "notified_once", Issued.ONE_TIME_NOTICE),
    *_rows(Act.SUPPLEMENT, (_S.WAITING,), _S.FILED, _RECEPTION, "B2", "papers_brought", auxiliary=True),
    *_rows(Act.REFUSE, _DECIDING, _S.REFUSED, _RECEPTION, "B2", "loss_report_refused", Issued.REFUSAL),
    *_rows(Act.WITHDRAW, _DECIDING, _S.WITHDRAWN, _RECEPTION, "B2", "withdrawn", Issued.WITHDRAWAL_SLIP),
    *_rows(Act.LIFT, (_S.REPORTED,), _S.LIFTED, _RECEPTION, "B2", "loss_lifted", Issued.LIFTING_RECEIPT),
    # A report that came with a reissue (补领) has no case of its own: lifting it begins one.
    *_rows(Act.LIFT, (_S.START,), _S.LIFTED, _RECEPTION, "B2", "reissue_loss_lifted", Issued.LIFTING_RECEIPT),
    # "This was not me": by two officers, in a case of its own; the report's case hears of it as of a lifting elsewhere.
    *_rows(
        Act.RESTORE,
        (_S.START,),
        _S.LIFTED,
        _RECEPTION,
        "G2",
        "contested_loss_restored",
        Issued.LIFTING_RECEIPT,
        two_officers=True,
    ),
    *_rows(Act.RECORD_LIFTING, (_S.REPORTED,), _S.LIFTED, _SYSTEM, "B2", "lifting_recorded"),
    *_rows(
        Act.REFUSE_TO_LIFT,
        (_S.REPORTED, _S.SUPERSEDED),
        None,
        _RECEPTION,
        "B2",
        "lifting_refused",
        Issued.LIFTING_REFUSAL,
    ),
    *_rows(
        Act.REFUSE_TO_LIFT,
        (_S.START,),
        _S.REFUSED,
        _RECEPTION,
        "B2",
        "reissue_lifting_refused",
        Issued.LIFTING_REFUSAL,
    ),
    *_rows(Act.REPRINT, (_S.REPORTED,), None, _RECEPTION, "B2", "receipt_reprinted", Issued.LOSS_RECEIPT),
    *_rows(Act.CORRECT, (*_DECIDING, _S.REPORTED), None, _RECEPTION, "B2", "entry_corrected"),
    *_rows(Act.SUPERSEDE, (_S.REPORTED,), _S.SUPERSEDED, _SYSTEM, "B3", "successor_recorded"),
)

_FOUND: tuple[Move, ...] = (
    *_rows(Act.HAND_IN, (_S.START,), _S.RECEIVED, _WINDOW, "C1", "card_handed_in", Issued.FOUND_FORM, auxiliary=True),
    *_rows(Act.ENTER, (_S.RECEIVED,), _S.ENTERED, _WINDOW, "C1", "found_card_entered"),
    *_rows(Act.ENTER, (_S.FORWARDED,), _S.ENTERED, _HOME_WINDOW, "C1", "found_card_entered_at_home"),
    *_rows(Act.NOTIFY_OWNER, (_S.ENTERED,), _S.NOTIFIED, _WINDOW, "C2", "owner_notified", Issued.OWNER_NOTICE),
    *_rows(Act.NOTIFY_OWNER, (_S.NOTIFIED,), None, _WINDOW, "C2", "owner_notified_again", Issued.OWNER_NOTICE),
    *_rows(Act.HOLD, (_S.RECEIVED, _S.ENTERED, _S.NOTIFIED), _S.HELD, _WINDOW, "C2", "card_held"),
    *_rows(Act.RELEASE, (_S.HELD,), _S.ENTERED, _WINDOW, "C2", "card_released"),
    *_rows(
        Act.GIVE_BACK,
        (_S.ENTERED, _S.NOTIFIED),
        _S.GIVEN_BACK,
        _WINDOW,
        "C2",
        "card_given_back",
        Issued.GIVE_BACK_RECORD,
    ),
    *_rows(
        Act.REFUSE_TO_GIVE_BACK,
        (_S.ENTERED, _S.NOTIFIED, _S.HELD),
        None,
        _WINDOW,
        "C2",
        "give_back_refused",
        Issued.GIVE_BACK_REFUSAL,
    ),
    *_rows(
        Act.ORDER_DESTRUCTION,
        (_S.RECEIVED, _S.ENTERED, _S.NOTIFIED, _S.HELD),
        _S.TO_DESTROY,
        _WINDOW,
        "C2",
        "destruction_ordered",
    ),
    *_rows(Act.ORDER_DESTRUCTION, (_S.FORWARDED,), _S.TO_DESTROY, _HOME_WINDOW, "C2", "cancelled_at_home"),
    *_rows(
        Act.DESTROY,
        (_S.TO_DESTROY,),
        _S.DESTROYED,
        _WINDOW,
        "C2",
        "card_destroyed",
        Issued.DESTRUCTION_RECORD,
        two_officers=True,
    ),
    *_rows(
        Act.CONFISCATE,
        (_S.RECEIVED,),
        _S.CONFISCATED,
        _WINDOW,
        "B4",
        "forged_card_confiscated",
        Issued.CONFISCATION_RECORD,
    ),
    *_rows(Act.PASS_ON, (_S.RECEIVED,), _S.PASSED_ON, _WINDOW, "C1", "document_passed_on", Issued.TRANSFER_RECORD),
    *_rows(Act.FORWARD_HOME, (_S.RECEIVED,), _S.FORWARDED, _WINDOW, "C2", "forwarded_home", Issued.TRANSFER_RECORD),
)

_TEMPORARY: tuple[Move, ...] = (
    *_rows(Act.FILE, (_S.START,), _S.FILED, _STATION, "A8", "certificate_requested", auxiliary=True),
    *_rows(Act.ISSUE, (_S.FILED,), _S.ISSUED, _STATION, "A8", "certificate_issued", Issued.CERTIFICATE),
    *_rows(Act.REFUSE, _DECIDING, _S.REFUSED, _STATION, "A8", "certificate_refused", Issued.CERTIFICATE_REFUSAL),
    *_rows(Act.NOTIFY_ONCE, (_S.FILED,), _S.WAITING, _STATION, "A8", "notified_once", Issued.ONE_TIME_NOTICE),
    *_rows(Act.SUPPLEMENT, (_S.WAITING,), _S.FILED, _STATION, "A8", "papers_brought", auxiliary=True),
    *_rows(Act.WITHDRAW, _DECIDING, _S.WITHDRAWN, _STATION, "A8", "withdrawn"),
    *_rows(Act.RECORD_USE, (_S.ISSUED,), _S.USED, _SYSTEM, "A8", "certificate_used"),
    *_rows(Act.REVOKE, (_S.ISSUED,), _S.REVOKED, _STATION, "A8", "certificate_revoked"),
    *_rows(Act.EXPIRE, (_S.ISSUED,), _S.EXPIRED, _SYSTEM, "A8", "certificate_expired"),
)

_MISUSE: tuple[Move, ...] = (
    *_rows(Act.FILE_REPORT, (_S.START,), _S.FILED, _SYSTEM, "B4", "misuse_reported", Issued.MISUSE_RECEIPT),
    *_rows(Act.TAKE_UP, (_S.FILED,), _S.IN_HAND, _INVESTIGATION, "B4", "report_taken_up"),
    *_rows(Act.CONFIRM_MISUSE, (_S.IN_HAND,), _S.PROVEN, _INVESTIGATION, "B4", "misuse_proven", Issued.FINDING),
    *_rows(Act.DISMISS, (_S.FILED, _S.IN_HAND), _S.DISMISSED, _INVESTIGATION, "B4", "report_dismissed", Issued.FINDING),
    *_rows(Act.RECORD_BAR, (_S.PROVEN, _S.HANDED_ON), None, _INVESTIGATION, "A6", "bar_recorded", two_officers=True),
    *_rows(Act.WITHDRAW_BAR, (_S.PROVEN, _S.HANDED_ON), None, _INVESTIGATION, "A6", "bar_withdrawn", two_officers=True),
    *_rows(Act.INFORM_HOLDER, (_S.IN_HAND, _S.PROVEN), None, _INVESTIGATION, "B4", "holder_informed"),
    *_rows(Act.HAND_ON, (_S.PROVEN,), _S.HANDED_ON, _INVESTIGATION, "B4", "handed_on", Issued.HAND_ON_RECORD),
)

TABLES: MappingProxyType[Matter, tuple[Move, ...]] = MappingProxyType(
    {
        Matter.APPLICATION: _APPLICATION,
        Matter.LOSS: _LOSS,
        Matter.FOUND: _FOUND,
        Matter.TEMPORARY: _TEMPORARY,
        Matter.MISUSE: _MISUSE,
    }
)
MOVES: MappingProxyType[tuple[Matter, Stage, Act], Move] = MappingProxyType(
    {(matter, row.stage, row.act): row for matter, rows in TABLES.items() for row in rows}
)
STAGES: MappingProxyType[Matter, tuple[Stage, ...]] = MappingProxyType(
    {matter: tuple(dict.fromkeys(s for row in rows for s in (row.stage, row.to))) for matter, rows in TABLES.items()}
)


def move(matter: Matter, stage: Stage, act: Act) -> Move | None:
    """The move `act` makes from `stage`, or None: there is no such move."""
    return MOVES.get((matter, stage, act))


def moves_from(matter: Matter, stage: Stage) -> tuple[Move, ...]:
    """Every move that `stage` allows, in the order of the table."""
    return tuple(row for row in TABLES[matter] if row.stage is stage)


def is_end(matter: Matter, stage: Stage) -> bool:
    """True where no move leads on to another stage; a refund or a bar may still be entered there."""
    return all(row.to is stage for row in moves_from(matter, stage))


def ends(matter: Matter) -> tuple[Stage, ...]:
    return tuple(stage for stage in STAGES[matter] if is_end(matter, stage))


def open_stages(matter: Matter) -> tuple[Stage, ...]:
    return tuple(stage for stage in STAGES[matter] if not is_end(matter, stage) and stage is not Stage.START)
