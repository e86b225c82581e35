"""共用: what the matters outside intake share: the questions about the holder, and the making of an answer."""

from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET

from guizheng.law.facts import FactsError, HeldCard, Identity, Person
from guizheng.law.intake import FIRST_DAY, LAST_DAY
from guizheng.law.matter import Ask
from guizheng.law.periods import age
from guizheng.law.rollout import PILOT
from guizheng.law.rules import Verdict
from guizheng.law.rulings import Answer, Fee, Findings, Mark
from guizheng.law.terms import Capacity, CardEnd, FingerprintCheck, Presence, Status

ADULT_AGE = 16
"""From this age a person acts for himself (《居民身份证法》 arts. 2 and 7)."""


def on_day(facts: Any, ask: Ask) -> Any:
    """The facts with the day ruled on filled in, so that a rule has one place to read it."""
    if not FIRST_DAY <= ask.on <= LAST_DAY:
        raise FactsError("on", "outside the calendar of identity cards")
    return facts if facts.on is not UNSET else msgspec.structs.replace(facts, on=ask.on)


def answered(
    ask: Ask,
    findings: Findings,
    *,
    outcome: str | None = None,
    parts: dict[str, Any] | None = None,
    fee: Fee | None = None,
    marks: tuple[Mark, ...] = (),
) -> Answer:
    """The answer of a matter from what its book found; `outcome` where the matter has words of its own."""
    return Answer(
        ask.matter,
        ask.on,
        ask.rules.name,
        outcome=outcome or findings.outcome,
        grounds=findings.grounds,
        missing=findings.missing,
        advice=findings.advice,
        fee=fee,
        marks=marks,
        parts=parts or {},
        trace=findings.trace if ask.explain else None,
    )


def needs_guardian(person: Person, on: date) -> bool | None:
    """Under 16, or without full capacity. None: age or capacity is not known."""
    if person.capacity in (Capacity.LIMITED, Capacity.NONE):
        return True
    born = person.born
    if born is not None and age(born, on) < ADULT_AGE:
        return True
    return None if born is None or person.capacity is None else False


def same_presence(presence: Presence) -> bool:
    """Whether the holder stands at the counter, alone or accompanied."""
    return presence in (Presence.SELF, Presence.SELF_WITH_GUARDIAN)


def live_cards(cards: tuple[HeldCard, ...]) -> tuple[HeldCard, ...]:
    """Cards handed over to the holder and not ended otherwise; a reported card is one of them."""
    return tuple(card for card in cards if card.collected and card.ended is CardEnd.NONE)


def fingerprint_of(identity: Identity, prints_on_card: bool) -> FingerprintCheck | None:
    """The comparison as given; by default it matched where there are prints to compare."""
    if identity.fingerprint is UNSET:
        return FingerprintCheck.MATCH if prints_on_card else FingerprintCheck.NONE_ON_FILE
    return identity.fingerprint


def check_prints(identity: Identity, prints_on_card: bool) -> None:
    """Contradiction: a match with a card that carries no prints."""
    if identity.fingerprint is FingerprintCheck.MATCH and not prints_on_card:
        raise FactsError("identity.fingerprint", "match contradicts a card without fingerprints")


def compared(identity: Identity, prints_on_card: bool) -> bool:
    """Whether nothing is left to compare."""
    found = fingerprint_of(identity, prints_on_card)
    return not prints_on_card or found not in (FingerprintCheck.NOT_TAKEN, None)


def confirmed(identity: Identity, prints_on_card: bool) -> bool | None:
    """A match confirms; a mismatch or a card without prints is decided by hand; what is still to compare is owed."""
    if fingerprint_of(identity, prints_on_card) is FingerprintCheck.MATCH or not compared(identity, prints_on_card):
        return True
    return identity.otherwise_confirmed


def started(facts: Any) -> Verdict:
    """三项制度自2015年7月1日起施行,该日之前尚无此项业务。
    The three services began on 2015-07-01; there was none before.
    请按当时的规定到常住户口所在地公安机关办理。
    Turn to the home authority under the rules of the time."""
    on: date = facts.on
    return on >= PILOT


def standing(facts: Any) -> Verdict:
    """人口系统显示该人已死亡、被宣告失踪或户口已注销,不能办理。
    By the population register the person is deceased, declared missing, or no longer registered.
    登记有误的,请到常住户口所在地公安机关更正;持证人已死亡的,由注销户口的人一并缴销证件。
    If the entry is wrong, have it corrected by the home authority; a dead holder's card is handed in."""
    status: Status | None = facts.person.status
    return None if status is None else status is Status.ALIVE


def in_person(facts: Any) -> Verdict:
    """应当由本人提出,他人不能代办。
    The holder must come in person; nobody else can do it.
    请本人到任一户籍派出所或户政办证大厅办理;不满十六周岁的由监护人陪同。
    Come in person to any household police station or hall; a child under sixteen with a guardian."""
    if same_presence(facts.presence):
        return True
    needed = needs_guardian(facts.person, facts.on)
    return None if needed is None else needed


def guardian_present(facts: Any) -> Verdict:
    """须由监护人到场办理。
    A guardian must be present."""
    if facts.presence in (Presence.GUARDIAN, Presence.SELF_WITH_GUARDIAN):
        return True
    needed = needs_guardian(facts.person, facts.on)
    return None if needed is None else not needed


def guardian_proved(facts: Any) -> Verdict:
    """须提供监护关系的证明。
    Proof of the guardian's relation is needed."""
    if facts.presence not in (Presence.GUARDIAN, Presence.SELF_WITH_GUARDIAN) or facts.guardian is UNSET:
        return True
    if needs_guardian(facts.person, facts.on) is False:
        return True
    proved: bool | None = None if facts.guardian is None else facts.guardian.proved
    return proved


def comes_in_person(facts: Any) -> Verdict:
    """应当由本人到场办理,他人不能代办。
    The holder must come in person; nobody else can do it.
    请本人到场;不满十六周岁的由监护人陪同到场。
    Come in person; a child under sixteen together with a guardian."""
    return same_presence(facts.presence)
