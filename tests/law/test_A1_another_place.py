"""A1 换领、补领异地受理: another province, a lawful and stable stay, and what proves it."""

import pytest
from tests.law.asking import NORM, accepted, grounds, home, notified, refused, rule

from guizheng.law.terms import Evidence

SHANGHAI, SUZHOU, HENAN, TIANJIN, BEIJING = "310101", "320505", "410105", "120101", "110101"


def at(place: str, **more: object) -> dict[str, object]:
    return {"division": place, **more}


def test_another_province_is_accepted() -> None:
    assert accepted(rule(person={"home": HENAN}, counter=at(TIANJIN)))


def test_own_province_is_refused() -> None:
    refused(rule(person={"home": HENAN}, counter=at("410205")), "same_province", "A1")


def test_own_province_where_the_province_has_switched_it_on() -> None:
    counter = at("410205", own_province=True)
    inside = rule(person={"home": HENAN}, counter=counter, stay={"ground": None, "evidence": []})
    assert accepted(inside)


def test_the_switch_changes_nothing_for_others() -> None:
    notified(rule(counter=at(TIANJIN, own_province=True), stay={"evidence": []}), "proof_of_stay")


@pytest.mark.parametrize("ground", ["work", "study", "residence"])
def test_each_ground_of_stay(ground: str) -> None:
    assert accepted(rule(stay={"ground": ground}))


def test_no_ground_of_stay() -> None:
    refused(rule(stay={"ground": "none"}), "no_ground_of_stay", "A1")


def test_ground_of_stay_not_stated_is_asked() -> None:
    notified(rule(stay={"ground": None}), "ground_of_stay")


@pytest.mark.parametrize("evidence", list(Evidence))
def test_one_proof_of_the_list_is_enough(evidence: Evidence) -> None:
    assert accepted(rule(stay={"ground": "study", "evidence": [evidence]}))


def test_no_proof_of_stay_names_the_whole_list() -> None:
    answer = rule(stay={"evidence": []})
    notified(answer, "proof_of_stay")
    assert answer.missing[0].any_of == tuple(Evidence)
    assert answer.missing[0].citation == "《居民身份证异地受理工作十条准则》第二条"


def test_a_residence_permit_among_the_papers_is_proof_of_stay() -> None:
    assert accepted(rule(papers=["id_card", "residence_permit"], stay={"evidence": []}))


def test_where_the_place_waives_the_proof_the_ground_is_still_needed() -> None:
    waived = at(TIANJIN, stay_proof="waived")
    assert accepted(rule(counter=waived, stay={"evidence": []}))
    refused(rule(counter=waived, stay={"ground": "none", "evidence": []}), "no_ground_of_stay", "A1")


def test_first_application_is_refused_under_the_opinions() -> None:
    answer = rule(request="first", on="2023-01-01")
    refused(answer, "first_application", "A1")
    assert answer.grounds[0].citation == "《居民身份证异地受理工作十条准则》第三条第(一)项"


@pytest.mark.parametrize(
    ("person", "place", "opens"),
    [
        (SUZHOU, SHANGHAI, "2022-08-01"),
        ("350102", "360102", "2022-08-01"),
        ("520102", "500101", "2022-08-01"),
        (SUZHOU, BEIJING, "2024-05-27"),
    ],
)
def test_first_application_opens_by_pair(person: str, place: str, opens: str) -> None:
    from datetime import date, timedelta

    before = (date.fromisoformat(opens) - timedelta(days=1)).isoformat()
    given = {"request": "first", "person": {"home": person}, "counter": at(place), "rules": NORM}
    refused(rule(on=before, **given), "first_not_open", "A1")
    assert accepted(rule(on=opens, **given))
    assert accepted(rule(on=opens, **{**given, "rules": "in-force"}))
    refused(rule(on=opens, **{**given, "rules": "opinions-2015"}), "first_application", "A1")


def test_first_application_under_the_norm_before_its_day_answers_as_the_opinions() -> None:
    assert grounds(rule(request="first", rules=NORM, on="2021-09-30")) == ["first_application"]
    assert grounds(rule(request="first", rules=NORM, on="2021-10-01")) == ["first_not_open"]


@pytest.mark.parametrize(
    ("serves", "open_"), [(True, True), (False, False), ("all", True), (["41"], True), (["51"], False)]
)
def test_a_points_own_data_on_first_applications_go_first(serves: object, open_: bool) -> None:
    early = rule(request="first", rules=NORM, on="2021-10-01", counter=at(TIANJIN, serves_first=serves))
    assert accepted(early) is open_


def test_first_application_inside_the_province() -> None:
    inside = at("410205", own_province=True)
    assert accepted(rule(request="first", rules=NORM, on="2021-10-01", person={"home": HENAN}, counter=inside))


def test_none_of_it_is_asked_at_home() -> None:
    assert accepted(home(request="first", stay={"ground": "none", "evidence": []}, counter=at(TIANJIN)))


def test_a_refusal_says_that_home_still_serves_and_how_to_contest() -> None:
    remedy = rule(stay={"ground": "none"}).grounds[0].remedy
    assert "常住户口所在地公安机关仍可为您办理" in remedy.zh
    assert "行政复议" in remedy.zh
    assert "still serves you" in remedy.en
    assert "administrative review" in remedy.en
