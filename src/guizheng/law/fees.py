"""工本费: what a card costs on a day (A7). Nothing outside the tariff can be charged."""

from datetime import date
from functools import lru_cache

import msgspec

from guizheng.law.clauses import citation
from guizheng.law.facts import Facts, FactsError
from guizheng.law.matter import Ask, Matter
from guizheng.law.rulings import Answer, Asked, Fee
from guizheng.law.terms import Cause, Document, ErrorBy, Relief, Request
from guizheng.law.values import Row, RuleSet, Value

SCHEDULE_SINCE = date(2004, 1, 1)
FREE_SINCE = date(2018, 4, 1)

TARIFF: dict[str, Value[int]] = {
    kind: Value(f"fee_{kind}", rows)
    for kind, rows in {
        "first": (Row(2000, SCHEDULE_SINCE, "fee-2003"), Row(0, FREE_SINCE, "fee-2018")),
        "first_again": (Row(2000, SCHEDULE_SINCE, "fee-2003"),),
        "renewal": (Row(2000, SCHEDULE_SINCE, "fee-2003"),),
        "damage": (Row(4000, SCHEDULE_SINCE, "fee-2003"),),
        "reissue": (Row(4000, SCHEDULE_SINCE, "fee-2003"),),
        "correction": (Row(0, SCHEDULE_SINCE, "law-11"),),
        "temporary_card": (Row(1000, SCHEDULE_SINCE, "fee-2003"),),
    }.items()
}
"""Fen by kind. `first_again`: a first application of someone who once held a second-generation card.
`correction`: a wrong item that the police caused; no text names a fee, so none is taken."""

RELIEF: Value[dict[Relief, int]] = Value(
    "fee_relief_percent",
    (
        Row(
            {
                Relief.NONE: 100,
                Relief.MINIMUM_LIVING: 0,
                Relief.FIVE_GUARANTEES: 0,
                Relief.RURAL_POVERTY: 0,
                Relief.SPECIAL_HARDSHIP: 0,
                Relief.PREFERENTIAL_PENSION: 0,
                Relief.HARDSHIP: 50,
            },
            SCHEDULE_SINCE,
            "law-21",
        ),
    ),
)
"""What is left to pay, in percent."""

RELIEVED = frozenset({"first", "first_again", "renewal", "damage"})
"""Relief is for a first application and a 换领 (a damaged card is 换领), never for a 补领."""


class FeeFacts(Facts, frozen=True, kw_only=True):
    """费: what is applied for, why, and the relief the applicant has a right to."""

    on: date | msgspec.UnsetType = msgspec.UNSET
    request: Request = Request.RENEWAL
    cause: Cause | msgspec.UnsetType = msgspec.UNSET
    error_by: ErrorBy = ErrorBy.HOLDER
    relief: Relief = Relief.NONE
    held_second_generation: bool = True
    document: Document = Document.CARD


CAUSES: dict[Request, tuple[Cause, ...]] = {
    Request.RENEWAL: (Cause.EXPIRY, Cause.DAMAGE, Cause.PARTICULARS_CHANGED, Cause.WRONG_ITEM),
    Request.REISSUE: (Cause.LOST, Cause.STOLEN),
    Request.FIRST: (Cause.NONE,),
}
"""The causes that go with a request; the first is its default."""


def cause_of(request: Request, cause: Cause | msgspec.UnsetType) -> Cause:
    """The cause given, or the request's default. FactsError when the two do not go together."""
    if cause is msgspec.UNSET:
        return CAUSES[request][0]
    if cause not in CAUSES[request]:
        raise FactsError("cause", f"{cause} does not go with {request}")
    return cause


FIRST, REISSUE, DAMAGE, WRONG_ITEM = Request.FIRST, Request.REISSUE, Cause.DAMAGE, Cause.WRONG_ITEM


def kind_of(request: Request, cause: Cause, error_by: ErrorBy, held_second_generation: bool) -> str:
    """The row of the tariff."""
    if request is FIRST:
        return "first_again" if held_second_generation else "first"
    if request is REISSUE:
        return "reissue"
    if cause is DAMAGE:
        return "damage"
    return "correction" if cause is WRONG_ITEM and error_by is ErrorBy.POLICE else "renewal"


@lru_cache(maxsize=8192)
def fee(kind: str, relief: Relief, on: date, rules: RuleSet) -> Fee | None:
    """The fee of a row on a day; None before the schedule was in force."""
    row = TARIFF[kind].at(on, rules)
    percents = RELIEF.at(on, rules)
    if row is None or percents is None:
        return None
    percent = percents.value[relief] if kind in RELIEVED else 100
    relieved = percent < 100 and row.value > 0
    named = "first" if kind == "first_again" else kind
    return Fee(yuan(row.value * percent // 100), named, citation("law-21") if relieved else row.citation)


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def chargeable(on: date, rules: RuleSet) -> frozenset[str]:
    """Every amount that may be charged on a day; a ledger refuses any other."""
    fees = (fee(kind, relief, on, rules) for kind in TARIFF for relief in Relief)
    return frozenset(known.amount for known in fees if known is not None)


def decide(facts: FeeFacts, ask: Ask) -> Answer:
    """依照收费标准收取工本费,不得额外收取其他费用(A7)。"""
    cause = cause_of(facts.request, facts.cause)
    kind = (
        "temporary_card"
        if facts.document is Document.TEMPORARY_CARD
        else kind_of(facts.request, cause, facts.error_by, facts.held_second_generation)
    )
    owed = fee(kind, facts.relief, ask.on, ask.rules)
    said = "unknown" if owed is None else owed.amount
    trace = (Asked("fee", "A7", {"kind": kind, "relief": str(facts.relief), "on": ask.on.isoformat()}, said),)
    return Answer(
        ask.matter,
        ask.on,
        ask.rules.name,
        parts={"fee": msgspec.to_builtins(owed)},
        trace=trace if ask.explain else None,
    )


MATTERS = (Matter("fee", "工本费", "fee", FeeFacts, decide),)
