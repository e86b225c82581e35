"""延长 (A4): one extension, of at most thirty days, on a listed ground, approved by name before the term ends."""

from datetime import date, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts, FactsError
from guizheng.law.holidays import is_known, rolled
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Said, Verdict, rule, unknown_not
from guizheng.law.rulings import Answer
from guizheng.law.terms import Outcome, Term
from guizheng.law.time_limits import due


class ExtensionGround(Term):
    """交通不便: the only ground the policy names, at either of the two places."""

    POOR_TRANSPORT_HERE = "poor_transport_here", "受理地交通不便", "poor transport at the place of acceptance"
    POOR_TRANSPORT_AT_HOME = "poor_transport_at_home", "户籍地交通不便", "poor transport at the registered home"


class ExtensionFacts(Facts, frozen=True, kw_only=True):
    """延长: the day asked, the day the form was filed, how many days more, why, who approves, and what went before."""

    on: date | UnsetType = UNSET
    filed_on: date | UnsetType = UNSET
    days: int = 30
    ground: ExtensionGround | None = ExtensionGround.POOR_TRANSPORT_HERE
    approver_named: bool | None = True
    applicant_told: bool | None = True
    extended_before: bool | None = False


class Request(msgspec.Struct, frozen=True):
    """The facts as the rules see them: with the day ruled on, the limit that would move, and the most days allowed."""

    f: ExtensionFacts
    on: date
    limit: date
    most: int


EXTENSION = Book("extension")


@rule("A4", "extension_days", Kind.GROUND, EXTENSION)
def is_short_enough(c: Request) -> Verdict:
    """延长时间不得超过{most}日。
    The term can be extended by {most} days at most.
    请缩短延长的日数。
    Ask for fewer days.
    """
    return 1 <= c.f.days <= c.most or Said(most=str(c.most))


@rule("A4", "extended_before", Kind.GROUND, EXTENSION)
def is_the_first(c: Request) -> Verdict:
    """办理期限只能延长一次。
    The term can be extended once only.
    请在已延长的期限内办结。
    Finish within the extended term.
    """
    return unknown_not(c.f.extended_before)


@rule("A4", "extension_ground", Kind.GROUND, EXTENSION)
def has_a_listed_ground(c: Request) -> Verdict:
    """只有交通不便地区可以延长办理期限。
    Only places with poor transport may extend the term.
    请写明交通不便的地区。
    Name the place with poor transport.
    """
    return c.f.ground is not None


@rule("A4", "extension_approver", Kind.GROUND, EXTENSION)
def is_approved_by_name(c: Request) -> Verdict:
    """延长须有具名的批准人。
    An extension needs a named approver.
    请报批后再延长。
    Have it approved first.
    """
    return c.f.approver_named


@rule("A4", "extension_too_late", Kind.GROUND, EXTENSION)
def comes_in_time(c: Request) -> Verdict:
    """期限已过,不能再延长。
    The term has passed and can't be extended any more.
    按逾期办件处理。
    The case is handled as late.
    """
    return c.on <= c.limit


@rule("A4", "extension_notice", Kind.GROUND, EXTENSION)
def applicant_is_told(c: Request) -> Verdict:
    """延长须在期限届满前告知申请人。
    The applicant is told of the extension before the term ends.
    请先送达延长告知。
    Send the notice of extension first.
    """
    return c.f.applicant_told


def decide(facts: ExtensionFacts, ask: Ask) -> Answer:
    """能否延长: every ground against it at once; the new limit counts from the raw one and is rolled once."""
    filed_on = ask.on if facts.filed_on is UNSET else facts.filed_on
    limits = due(filed_on, ask.rules, poor_transport=True)
    if limits is None or limits.extended_raw is None:
        raise FactsError("filed_on", "no term in force on that day")
    if filed_on > ask.on:
        raise FactsError("filed_on", "after the day ruled on")
    most = (limits.extended_raw - limits.raw).days
    found = EXTENSION.ask(Request(facts, ask.on, limits.limit, most), ask.explain)
    extended = None
    if found.outcome is Outcome.ACCEPT:
        raw = limits.raw + timedelta(days=facts.days)
        limit = rolled(raw)
        extended = msgspec.structs.replace(
            limits, extended_raw=raw, extended_limit=limit, provisional=not is_known(limit)
        )
    return Answer(
        ask.matter,
        ask.on,
        ask.rules.name,
        outcome=found.outcome,
        grounds=found.grounds,
        missing=found.missing,
        due=extended,
        trace=found.trace if ask.explain else None,
    )


MATTERS = (Matter("extension", "延长办理期限", "extension of the term", ExtensionFacts, decide),)
