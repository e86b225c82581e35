"""挂失信息核查 (B3): is a loss or an invalidity on record against the card that was presented?"""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts, FactsError, HeldCard, end_of
from guizheng.law.matter import Ask, Matter
from guizheng.law.rulings import Answer, Asked
from guizheng.law.terms import CardEnd, Term

NOT_GIVEN = "not_given"

GivenFrom = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2}|not_given)$")]
GivenTo = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2}|long_term|not_given)$")]


class CardAnswer(Term):
    """核查答复, in the order they are asked."""

    NO_RECORD = "no_record", "无记录"
    STATE_NOT_CHECKED = "state_not_checked", "未核查证件状态"
    MISMATCH = "mismatch", "信息不一致"
    REPORTED_LOST = "reported_lost", "证件已挂失"
    NO_LONGER_VALID = "no_longer_valid", "证件已失效"
    EXPIRED = "expired", "已过有效期"
    CLEAR = "clear", "无挂失或失效记录", "nothing on record"


class Checked(Term):
    STATUS = "status", "挂失、失效状态", "status"
    EXISTENCE = "existence", "证件是否存在", "existence"


class Presented(Facts, frozen=True, kw_only=True):
    """出示的证件: its printed dates, and whether the name agrees (None: nothing to compare with)."""

    valid_from: GivenFrom = NOT_GIVEN
    valid_to: GivenTo = NOT_GIVEN
    name_matches: bool | None = True


class VerificationFacts(Facts, frozen=True, kw_only=True):
    """核查: `cards` None: this node holds nothing on the person; empty: the full register knows no card."""

    on: date | UnsetType = UNSET
    presented: Presented = Presented()
    cards: tuple[HeldCard, ...] | None = None


def answer(presented: Presented, cards: tuple[HeldCard, ...] | None, on: date) -> CardAnswer:
    """依次:无记录、未核查、不一致、已挂失、已失效、已过期、无记录在案 (B3)。FactsError: no such day."""
    if cards == ():
        return CardAnswer.NO_RECORD
    if NOT_GIVEN in (presented.valid_from, presented.valid_to):
        return CardAnswer.STATE_NOT_CHECKED
    begins, ends = days(presented)
    if presented.name_matches is False:
        return CardAnswer.MISMATCH
    if cards is not None:
        same = [card for card in cards if card.valid_from == begins and card.valid_to == presented.valid_to]
        if not same:
            return CardAnswer.MISMATCH
        # Two cards of one day: an alarm on either is an alarm, for the papers in hand can't tell them apart.
        if any(card.reported_lost for card in same):
            return CardAnswer.REPORTED_LOST
        if not any(card.collected and card.ended is CardEnd.NONE for card in same):
            return CardAnswer.NO_LONGER_VALID
    return CardAnswer.EXPIRED if on > ends else CardAnswer.CLEAR


def days(presented: Presented) -> tuple[date, date]:
    """The printed dates. FactsError names the one that is no day, or an end before its beginning."""
    begins, ends = start_of(presented.valid_from), end_of(presented.valid_to, "presented.valid_to")
    if ends < begins:
        raise FactsError("presented.valid_to", "before valid_from")
    return begins, ends


def start_of(valid_from: str) -> date:
    try:
        return date.fromisoformat(valid_from)
    except ValueError:
        raise FactsError("presented.valid_from", "no such day") from None


def check(presented: Presented) -> None:
    """What was given must be a day, also where only one of the two was. FactsError otherwise."""
    if NOT_GIVEN not in (presented.valid_from, presented.valid_to):
        days(presented)
    elif presented.valid_from != NOT_GIVEN:
        start_of(presented.valid_from)
    elif presented.valid_to != NOT_GIVEN:
        end_of(presented.valid_to, "presented.valid_to")


def checked(cards: tuple[HeldCard, ...] | None) -> tuple[Checked, ...]:
    """Only the full register can say that a card exists."""
    return (Checked.STATUS,) if cards is None else (Checked.STATUS, Checked.EXISTENCE)


def decide(facts: VerificationFacts, ask: Ask) -> Answer:
    """挂失信息核查:只答状态,不答挂失的时间和地点 (B3)。"""
    check(facts.presented)
    for index, card in enumerate(facts.cards or ()):
        end_of(card.valid_to, f"cards[{index}].valid_to")
    found = answer(facts.presented, facts.cards, ask.on)
    held = None if facts.cards is None else len(facts.cards)
    saw = {"presented": msgspec.to_builtins(facts.presented), "cards": held}
    return Answer(
        ask.matter,
        ask.on,
        ask.rules.name,
        parts={"answer": found, "checked": checked(facts.cards)},
        trace=(Asked("verification", "B3", saw, found.value),) if ask.explain else None,
    )


MATTERS = (Matter("verification", "挂失信息核查", "verification", VerificationFacts, decide),)
