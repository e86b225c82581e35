"""裁定从不出错: 100,000 schema-valid facts, both intakes, both rule sets; every finding seen often."""

from collections import Counter

import msgspec
from tests.law.generator import Maker

from guizheng.law import facts, matters
from guizheng.law.acceptance import HOME, REMOTE
from guizheng.law.intake_view import Intake
from guizheng.law.rules import ALL, Kind
from guizheng.law.terms import Outcome
from guizheng.law.values import RULE_SETS

SEED, ROUNDS, OFTEN = 20150701, 100_000, 50
WAYS = (("remote-intake", "opinions-2015"), ("remote-intake", "norm-2021"), ("home-intake", "norm-2021"))


def test_every_outcome_and_every_ground_is_seen_and_nothing_raises() -> None:
    maker = Maker(SEED)
    seen: Counter[str] = Counter()
    decoder = msgspec.json.Decoder(facts.IntakeFacts)
    for number in range(ROUNDS):
        matter, rules = WAYS[number % 5 % 3]
        answer = matters.decide(matter, decoder.decode(msgspec.json.encode(maker.facts())), rules=rules)
        seen[f"outcome {answer.outcome}"] += 1
        seen.update(f"{finding.code}" for finding in (*answer.grounds, *answer.missing, *answer.advice))
        check_shape(answer)
    rules_asked = [bound.rule for book in (REMOTE, HOME) for bound in book.rules]
    books = {rule.code for rule in rules_asked}
    owed = {rule.unknown.code for rule in rules_asked if rule.unknown}
    expected = {f"outcome {outcome}" for outcome in Outcome} | books | owed
    for name, count in sorted(seen.items()):
        print(f"{count:7d}  {name}")
    assert {name: seen[name] for name in expected if seen[name] < OFTEN} == {}
    assert set(seen) <= expected


def check_shape(answer: matters.Answer) -> None:
    """What must hold of any answer (A3): the order of outcomes, and a ground and clause with every refusal."""
    by_applicant = [thing for thing in answer.missing if thing.by == "applicant"]
    match answer.outcome:
        case "refuse":
            assert all(ground.clause and ground.citation and ground.says.zh for ground in answer.grounds)
            assert answer.grounds
        case "notify":
            assert by_applicant
            assert not answer.grounds
            assert answer.fee
        case "pending":
            assert answer.missing
            assert not by_applicant
            assert not answer.grounds
        case _:
            assert not answer.missing
            assert not answer.grounds
            assert answer.due
    assert (answer.fee is None) == (answer.outcome in ("refuse", "pending"))
    assert (answer.due is None) == (answer.outcome != "accept")


def test_a_plain_part_is_plain_only_where_each_of_its_rules_passes() -> None:
    """The short way through a book says the same as asking every rule."""
    maker, short = Maker(7, oddity=0.03), 0
    for _ in range(5_000):
        given = facts.convert(facts.IntakeFacts, maker.facts())
        assert not isinstance(given.on, msgspec.UnsetType)
        for book, away in ((REMOTE, True), (HOME, False)):
            view = Intake(given, given.on, RULE_SETS["norm-2021"], away)
            for part, run in book.runs:
                if part is not None and part.plain(view):
                    short += 1
                    assert all(ask(view) is True for ask, _ in run), part.name
            assert msgspec.structs.replace(book.ask(view, explain=True), trace=()) == book.ask(view)
    assert short > 10_000


def test_grounds_and_missing_things_have_codes_of_their_own() -> None:
    grounds = {rule.code for rule in ALL if rule.kind is Kind.GROUND}
    missing = {rule.code for rule in ALL if rule.kind in (Kind.APPLICANT, Kind.OFFICE)}
    assert not grounds & missing
