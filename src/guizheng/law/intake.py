"""受理 (A1 A2 A3 A5 A6 A7, G3; at home B1): the two matters of taking an application in."""

from datetime import date

from msgspec import UNSET

from guizheng.law import fees, identity, time_limits
from guizheng.law.acceptance import HOME, REMOTE
from guizheng.law.facts import Card, FactsError, HeldCard, IntakeFacts
from guizheng.law.intake_view import Intake, check
from guizheng.law.matter import Ask, Matter
from guizheng.law.presenting import REISSUES
from guizheng.law.rules import Book
from guizheng.law.rulings import Answer, Fee, Findings, Mark
from guizheng.law.terms import CardEnd, Outcome

assert identity.LIST_UNREAD  # its rules stand in the books below; the books are complete once it is loaded

ACCEPT, NOTIFY, STANDS = Outcome.ACCEPT, Outcome.NOTIFY, CardEnd.NONE
FIRST_DAY, LAST_DAY = date(1985, 1, 1), date(9000, 1, 1)


def decide_remote(facts: IntakeFacts, ask: Ask) -> Answer:
    """异地受理: 符合规定的当场受理,材料不全的一次性告知(A3)。"""
    return _decide(facts, ask, REMOTE, away=True)


def decide_home(facts: IntakeFacts, ask: Ask) -> Answer:
    """户籍地受理(B1): the same facts; A1, A2, A6 and G3 are not asked."""
    return _decide(facts, ask, HOME, away=False)


def _decide(facts: IntakeFacts, ask: Ask, book: Book, away: bool) -> Answer:
    if not FIRST_DAY <= ask.on <= LAST_DAY:
        raise FactsError("on", "outside the calendar of identity cards")
    check(facts, ask.on)
    view = Intake(facts, ask.on, ask.rules, away)
    found: Findings = book.ask(view, ask.explain)
    outcome = found.outcome
    accepted = outcome is ACCEPT
    shows_fee = accepted or outcome is NOTIFY
    return Answer(
        matter=ask.matter,
        on=ask.on,
        rules=ask.rules.name,
        outcome=outcome,
        grounds=found.grounds,
        missing=found.missing,
        advice=found.advice,
        fee=_fee(view) if shows_fee else None,
        due=time_limits.due(ask.on, ask.rules, away=away) if accepted else None,
        marks=_marks(view) if accepted else (),
        trace=found.trace if ask.explain else None,
    )


def _fee(view: Intake) -> Fee | None:
    person = view.person
    kind = fees.kind_of(view.request, view.cause, view.f.error_by, person.held_second_generation)
    return fees.fee(kind, person.relief, view.on, view.rules)


def _marks(view: Intake) -> tuple[Mark, ...]:
    """补领即挂失: the cards that a reissue marks as lost; cards are marked, never persons."""
    if view.request is not REISSUES:
        return ()
    if isinstance(view.f.cards, tuple):
        return markable(view.f.cards)
    card = view.f.card
    if isinstance(card, Card) and card.valid_from is not UNSET and card.valid_to is not UNSET:
        return (Mark(card.valid_from.isoformat(), card.valid_to),)
    return ()


def markable(cards: tuple[HeldCard, ...]) -> tuple[Mark, ...]:
    """历史证一并挂失: every card that was handed over and has not ended otherwise."""
    return tuple(
        [Mark(card.valid_from.isoformat(), card.valid_to) for card in cards if card.collected and card.ended is STANDS]
    )


MATTERS = (
    Matter("remote-intake", "异地受理", "intake away from home", IntakeFacts, decide_remote),
    Matter("home-intake", "户籍地受理", "intake at home", IntakeFacts, decide_home),
)
