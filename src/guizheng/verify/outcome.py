"""答复: what a node can answer, in which words, and the decision over a stored entry (《意见》二(二)3; facts per 4.3).

The decision works on packed bytes, since it is asked tens of thousands of times a second; a property test holds it
to `guizheng.law`.
"""

from enum import StrEnum

from guizheng.verify.entry import CARD_BYTES, HEAD_BYTES, STATE_CODES, State


class Outcome(StrEnum):
    """The answers of the service and, after them, why a known unit's question was not answered."""

    STATE_NOT_CHECKED = "state_not_checked"
    MISMATCH = "mismatch"
    REPORTED_LOST = "reported_lost"
    NO_LONGER_VALID = "no_longer_valid"
    EXPIRED = "expired"
    CLEAR = "clear"
    REFUSED_KEY = "refused_key"
    REFUSED_PURPOSE = "refused_purpose"
    REFUSED_QUESTION = "refused_question"
    REFUSED_STALE = "refused_stale"


# Stored in records: append, never renumber.
OUTCOMES = tuple(Outcome)
OUTCOME_CODES = {outcome: code for code, outcome in enumerate(Outcome)}

SAYS: dict[Outcome, tuple[str, str]] = {
    Outcome.CLEAR: (
        "未见挂失或失效记录；不表示证件为真，请照常核对人、证。",
        "No loss and no invalidity on record. This does not say that the card is genuine: check card and holder.",
    ),
    Outcome.REPORTED_LOST: (
        "该证件已挂失：请勿凭此证办理，并立即向公安机关报告。",
        "Reported lost: do not accept this card, and report to the police at once.",
    ),
    Outcome.NO_LONGER_VALID: (
        "该证件已失效或尚未启用：请勿凭此证办理，请持证人出示现行证件。",
        "Not in force (replaced, ended, or not yet handed over): do not accept it; ask for the current card.",
    ),
    Outcome.EXPIRED: (
        "该证件已过有效期：请持证人出示现行证件。",
        "Past its date of expiry: ask for the current card.",
    ),
    Outcome.MISMATCH: (
        "信息不一致：请对照证件重新输入姓名和有效期限；仍不一致的，请勿办理。",
        "The data don't agree: enter name and dates again from the card; if they still don't agree, do not accept it.",
    ),
    Outcome.STATE_NOT_CHECKED: (
        "未核查证件状态：请补充证件有效期限后再核查。",
        "The card's state was not checked: ask again with its dates of validity.",
    ),
}

# Named once: reading a member off its class costs more than the decision.
_CLEAR, _EXPIRED, _MISMATCH = Outcome.CLEAR, Outcome.EXPIRED, Outcome.MISMATCH
_NEVER = b"\0\0\0"
_LOST = STATE_CODES[State.REPORTED_LOST]
_IN_FORCE = STATE_CODES[State.IN_FORCE]


def decide(value: bytes | None, name: bytes, valid_from: bytes, valid_to: bytes, today: bytes) -> Outcome:
    """Answer from a stored value (None: nothing on record). Dates packed; valid_from 0 = dates not given.

    Of two cards with the same dates an alarm on either is an alarm; and one of them in force is enough to be in force.
    """
    if valid_from == _NEVER:
        return Outcome.STATE_NOT_CHECKED
    if value is not None and len(value) > HEAD_BYTES:
        if value[7:HEAD_BYTES] != name:
            return _MISMATCH
        presented = valid_from + valid_to
        states = {value[at + 6] for at in range(HEAD_BYTES, len(value), CARD_BYTES) if value[at : at + 6] == presented}
        if not states:
            return _MISMATCH
        if _LOST in states:
            return Outcome.REPORTED_LOST
        if _IN_FORCE not in states:
            return Outcome.NO_LONGER_VALID
    return _EXPIRED if _NEVER != valid_to < today else _CLEAR


def lost_since(value: bytes, valid_from: bytes, valid_to: bytes) -> int:
    """Epoch seconds of the loss report of the card with these dates; 0 where there is none."""
    presented = valid_from + valid_to
    times = (
        int.from_bytes(value[at + 7 : at + CARD_BYTES], "big")
        for at in range(HEAD_BYTES, len(value), CARD_BYTES)
        if value[at : at + 6] == presented and value[at + 6] == _LOST
    )
    return min(times, default=0)
