"""裁定从不出错: schema-valid facts of every other matter; each outcome and each finding is seen often."""

from collections import Counter
from typing import Any

import msgspec
import pytest
from tests.law.any_facts import DAYS, AnyFacts

from guizheng.law import (
    issuance,
    loss,
    lost_and_found,
    matters,
    misuse,
    rules,
    temporary,
    temporary_card,
    verification,
)
from guizheng.law.facts import Facts, FactsError, convert
from guizheng.law.facts_found import Disposition
from guizheng.law.facts_issuance import SignOutcome
from guizheng.law.facts_temporary import CertificateAnswer
from guizheng.law.verification import CardAnswer

ROOMS = (issuance, loss, lost_and_found, misuse, temporary, temporary_card, verification)
NAMES = [matter.name for room in ROOMS for matter in room.MATTERS]
EACH, OFTEN = 5_000, 5
USUAL = {"accept", "notify", "pending", "refuse"}
OUTCOMES = dict.fromkeys(NAMES, USUAL) | {
    "sign-off": set(map(str, SignOutcome)),
    "found-intake": USUAL - {"notify"},
    "give-back": USUAL - {"notify"},
    "misuse-report": USUAL - {"notify"},
    "verification": set(map(str, CardAnswer)),
    "certificate-check": set(map(str, CertificateAnswer)),
}


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_or_names_the_contradiction(name: str) -> None:
    maker, matter = AnyFacts(sum(name.encode())), matters.MATTERS[name]
    said: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for turn in range(EACH):
        on = DAYS[turn % len(DAYS)]
        facts = convert(matter.facts, maker.facts(matter.facts, on))
        rules_on = ("opinions-2015", "norm-2021")[turn % 2]
        answer, contradiction = ruled(name, facts, on=on, rules=rules_on)
        if contradiction:
            said["contradiction"] += 1
            continue
        view = msgspec.to_builtins(answer.view())
        said[str(view.get("outcome", view.get("answer")))] += 1
        settled[str(view.get("disposition"))] += 1
        for thing in (*view.get("grounds", ()), *view.get("missing", ()), *view.get("advice", ())):
            assert thing["says"]
            codes[thing["code"]] += 1
        if view.get("outcome") in ("refuse", "decline"):
            assert view["grounds"]
            assert all(ground["clause"] and ground["citation"] and ground["remedy"] for ground in view["grounds"])
    print(f"{name}: {dict(said.most_common())} {dict(codes.most_common())}")
    assert OUTCOMES[name] <= {known for known, times in said.items() if times >= OFTEN}
    asked = [rule for rule in rules.ALL if name in rule.books]
    assert {rule.code for rule in asked} | {rule.unknown.code for rule in asked if rule.unknown} == set(codes)
    assert min(codes.values(), default=OFTEN) >= OFTEN
    if name == "found-intake":
        assert set(map(str, Disposition)) <= set(settled)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("day", ["0001-01-01", "1949-10-01", "2004-06-01", "2005-09-30", "9999-12-31"])
def test_no_day_is_too_far(name: str, day: str) -> None:
    for given in ({}, {"counter": {"division": "410102"}}):
        if set(given) <= set(matters.MATTERS[name].facts.__struct_fields__):
            facts = convert(matters.MATTERS[name].facts, {**given, "on": day})
            answer, contradiction = ruled(name, facts)
            assert answer or contradiction in ("on", "person.birth_date")


def ruled(name: str, facts: Facts, **how: Any) -> tuple[Any, str]:
    """The answer, or the place of the contradiction."""
    try:
        return matters.decide(name, facts, **how), ""
    except FactsError as error:
        return None, error.place
