"""A3 一次性告知: a notice names everything the applicant can cure, and a later one on the same filing adds nothing."""

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.generator import Maker

from guizheng.law import facts, matters
from guizheng.law.acceptance import HOME, REMOTE
from guizheng.law.rules import Kind
from guizheng.law.rulings import Answer, applicant_owes


def show(made: dict[str, Any], *papers: str) -> None:
    made["papers"] = [*made.get("papers", []), *papers]


def company(made: dict[str, Any]) -> None:
    made["presence"] = "self_with_guardian"


CURES: dict[str, Any] = {
    "ground_of_stay": lambda m: m.setdefault("stay", {}).update(ground="work"),
    "proof_of_stay": lambda m: m.setdefault("stay", {}).update(evidence=["lease"]),
    "guardian": company,
    "applicant_in_person": company,
    "guardian_proof": lambda m: m.update(guardian={"relation": "mother", "proved": True}),
    "guardian_id": lambda m: show(m, "guardian_id"),
    "id_card": lambda m: show(m, "id_card"),
    "register_or_permit": lambda m: show(m, "household_register"),
    "register_book": lambda m: show(m, "household_register"),
    "household_register": lambda m: show(m, "household_register"),
    "written_promise": lambda m: show(m, "written_promise"),
    "found_card_offered": lambda m: m.update(insists=True),
    "too_early": lambda m: m["card"].update(valid_to=m["on"]),
    "change_not_on_register": lambda m: m.setdefault("register", {}).update(change_on_register=True),
    "live_photo": lambda m: m.update(live_photo=True),
    "fingerprints": lambda m: m.update(prints_taken="taken"),
}
"""What the applicant does about each thing on the notice. (For too early: waiting, told here as an earlier end.)"""

MATTERS = ("remote-intake", "home-intake")


def ruled(matter: str, made: dict[str, Any]) -> Answer:
    return matters.decide(matter, facts.convert(facts.IntakeFacts, made), rules="norm-2021")


def named(answer: Answer) -> set[str]:
    return {thing.code for thing in applicant_owes(answer.missing)}


def test_every_thing_that_can_be_on_a_notice_has_a_cure() -> None:
    rules = [bound.rule for book in (REMOTE, HOME) for bound in book.rules]
    assert set(CURES) == {rule.code for rule in rules if rule.kind is Kind.APPLICANT}


@settings(max_examples=400, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), matter=st.sampled_from(MATTERS), data=st.data())
def test_a_later_notice_adds_nothing(seed: int, matter: str, data: st.DataObject) -> None:
    made = Maker(seed, oddity=0.12).facts()
    first = ruled(matter, made)
    brought = data.draw(st.sets(st.sampled_from(sorted(named(first)))) if named(first) else st.just(set()))
    later = deepcopy(made)
    for code in sorted(brought):
        CURES[code](later)
    second = ruled(matter, later)
    assert named(second) <= named(first)
    assert not (named(second) & brought) or {"guardian", "applicant_in_person"} & named(first)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), matter=st.sampled_from(MATTERS))
def test_whoever_brings_everything_named_gets_no_second_notice(seed: int, matter: str) -> None:
    made = Maker(seed, oddity=0.12).facts()
    first = ruled(matter, made)
    for code in named(first):
        CURES[code](made)
    second = ruled(matter, made)
    assert named(second) == set()
    if first.outcome == "notify":
        assert second.outcome in ("accept", "pending")


@settings(max_examples=400, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9), matter=st.sampled_from(MATTERS))
def test_what_the_office_owes_is_never_on_a_notice(seed: int, matter: str) -> None:
    answer = ruled(matter, Maker(seed, oddity=0.12).facts())
    office = {thing.code for thing in answer.missing if thing.by == "office"}
    assert not office & set(CURES)
    assert not office & named(answer)
