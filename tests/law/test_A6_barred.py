"""A6 建立不良信用记录人员不予受理制度: records of conduct and the credit list; away from home only, the actor only."""

import pytest
from tests.law.asking import accepted, grounds, home, owed, refused, rule, waits


def record(kind: str, **more: object) -> dict[str, object]:
    return {"kind": kind, "source": "decision 1", "on": "2017-01-01", "withdrawn": False, **more}


@pytest.mark.parametrize(("kind", "code", "item"), [("conduct", "bad_conduct", "四"), ("credit", "bad_credit", "五")])
def test_each_kind_refuses(kind: str, code: str, item: str) -> None:
    answer = rule(barred=[record(kind)])
    refused(answer, code, "A6")
    assert answer.grounds[0].citation == "《意见》二(一)6"
    assert item  # items 3(4) and 3(5) of the ten rules repeat the clause; the clause itself is cited


def test_both_grounds_are_given() -> None:
    assert grounds(rule(barred=[record("credit"), record("conduct")])) == ["bad_conduct", "bad_credit"]


@pytest.mark.parametrize("kind", ["conduct", "credit"])
def test_a_withdrawn_record_bars_nobody(kind: str) -> None:
    assert accepted(rule(barred=[record(kind, withdrawn=True)]))
    refused(
        rule(barred=[record(kind, withdrawn=True), record(kind)]),
        "bad_conduct" if kind == "conduct" else "bad_credit",
        "A6",
    )


def test_a_record_counts_from_its_day() -> None:
    refused(rule(barred=[record("conduct", on="2018-03-06")]), "bad_conduct", "A6")
    assert accepted(rule(barred=[record("conduct", on="2018-03-07")]))
    refused(rule(barred=[{"kind": "conduct"}]), "bad_conduct", "A6")


def test_a_list_that_was_not_read_is_owed_once() -> None:
    waits(rule(barred=None), "barred_list")


def test_a_refusal_for_another_ground_does_not_wait_for_the_list() -> None:
    answer = rule(barred=None, stay={"ground": "none"})
    assert answer.outcome == "refuse"
    assert owed(answer, "office") == ["barred_list"]


def test_not_asked_at_home() -> None:
    assert accepted(home(barred=[record("conduct"), record("credit")]))
    assert accepted(home(barred=None))


def test_the_remedy_names_home_and_where_to_contest() -> None:
    remedy = rule(barred=[record("credit")]).grounds[0].remedy.zh
    assert "提供单位" in remedy
    assert "常住户口所在地公安机关仍可为您办理" in remedy


def test_active_service_goes_through_the_unit() -> None:
    for ask in (rule, home):
        refused(ask(person={"active_service": True}), "active_service", "C3")
        waits(ask(person={"active_service": None}), "service_unchecked")
