"""有效期: how long a card holds, by age at issue (《居民身份证法》 art. 5)."""

from datetime import date

import msgspec

from guizheng.law.facts import Facts, FactsError
from guizheng.law.matter import Ask, Matter
from guizheng.law.periods import add_years, age
from guizheng.law.rulings import Answer, Asked
from guizheng.law.terms import LONG_TERM
from guizheng.law.values import OPINIONS, RULE_SETS, Row, RuleSet, Value

BANDS: Value[tuple[tuple[int, int], ...]] = Value(
    "validity_bands",
    (Row(((16, 5), (26, 10), (46, 20)), date(2004, 1, 1), "law-5"),),
)
"""Under the first age so many years, and so on; from the last age on, long-term."""


class ValidityFacts(Facts, frozen=True, kw_only=True):
    """有效期: the day of issue (签发) and the holder's birth date."""

    issued_on: date | msgspec.UnsetType = msgspec.UNSET
    birth_date: date = date(1990, 1, 1)


def valid_to(issued_on: date, birth_date: date, rules: RuleSet = RULE_SETS[OPINIONS]) -> str:
    """The last day as an ISO date, or `long_term`. LookupError before the law of 2004."""
    years_old = age(birth_date, issued_on)
    for below, years in BANDS.must(issued_on, rules):
        if years_old < below:
            return add_years(issued_on, years).isoformat()
    return LONG_TERM


def decide(facts: ValidityFacts, ask: Ask) -> Answer:
    """有效期的起止日期。"""
    issued = ask.on if facts.issued_on is msgspec.UNSET else facts.issued_on
    if facts.birth_date > issued:
        raise FactsError("birth_date", "after issued_on")
    band = BANDS.at(issued, ask.rules)
    if band is None:
        raise FactsError("issued_on", "no rule of validity in force on that day")
    end = valid_to(issued, facts.birth_date, ask.rules)
    saw = {"issued_on": issued.isoformat(), "birth_date": facts.birth_date.isoformat()}
    trace = (Asked("age_at_issue", "A4", saw, str(age(facts.birth_date, issued))), Asked("valid_to", "A4", saw, end))
    return Answer(
        ask.matter,
        issued,
        ask.rules.name,
        parts={"valid_from": issued.isoformat(), "valid_to": end, "source": band.citation},
        trace=trace if ask.explain else None,
    )


MATTERS = (Matter("validity", "有效期", "validity", ValidityFacts, decide),)
