"""A3 提高异地受理工作效率: in person, with the papers, both registers searched; everything missing is named at once."""

import pytest
from tests.law.asking import NORM, accepted, advised, home, notified, owed, refused, rule, waits

CHILD = {"birth_date": "2010-01-01"}
NOT_A_NUMBER = {"id_number": None}


def test_a_plain_case_is_accepted_on_the_spot() -> None:
    assert accepted(rule())
    assert accepted(rule(request="reissue"))
    assert accepted(home())


# 申请换领的,交验居民身份证


def test_renewal_shows_the_card() -> None:
    assert accepted(rule(papers=["id_card"]))
    notified(rule(papers=["household_register", "passport"]), "id_card")
    notified(home(papers=["household_register"]), "id_card")


# 申请补领的,交验居民户口簿或居住证


@pytest.mark.parametrize("paper", ["household_register", "residence_permit"])
def test_reissue_shows_register_or_permit(paper: str) -> None:
    assert accepted(rule(request="reissue", papers=[paper], stay={"evidence": ["lease"]}))


def test_reissue_with_other_papers() -> None:
    answer = rule(request="reissue", papers=["driving_licence", "passport"], stay={"evidence": ["lease"]})
    notified(answer, "register_or_permit")
    assert answer.missing[0].any_of == ("household_register", "residence_permit")


def test_a_residence_permit_given_as_evidence_is_a_paper_too() -> None:
    assert accepted(rule(request="reissue", papers=[], stay={"evidence": ["residence_permit"]}))


def test_reissue_at_home_shows_the_register() -> None:
    assert accepted(home(request="reissue", papers=["household_register"]))
    answer = home(request="reissue", papers=["residence_permit"])
    notified(answer, "register_book")
    assert answer.missing[0].clause == "B1"


def test_first_application_shows_register_and_promise() -> None:
    given = {"request": "first", "rules": NORM, "on": "2024-05-27"}
    assert accepted(rule(**given, papers=["household_register", "written_promise"]))
    notified(rule(**given, papers=[]), "household_register", "written_promise")
    assert accepted(home(**given, papers=["household_register"]))
    notified(home(**given, papers=[]), "household_register")


# 查询全国居民身份证挂失申报系统和全国捡拾居民身份证信息库核实


@pytest.mark.parametrize("answer", ["not_searched", None])
def test_reissue_waits_for_both_searches(answer: str | None) -> None:
    waits(rule(request="reissue", searches={"loss": answer}), "loss_register_search")
    waits(rule(request="reissue", searches={"found": answer}), "found_register_search")
    waits(
        home(request="reissue", searches={"loss": answer, "found": answer}),
        "loss_register_search",
        "found_register_search",
    )


def test_renewal_needs_no_search() -> None:
    assert accepted(rule(searches={"loss": "not_searched", "found": "not_searched"}))
    assert accepted(rule(searches={"loss": None, "found": None}))


def test_a_found_card_is_offered_first() -> None:
    held = {"found": "held"}
    offered = rule(request="reissue", searches=held)
    notified(offered, "found_card_offered")
    assert advised(offered) == ["found_card_held"]
    insists = rule(request="reissue", searches=held, insists=True)
    assert accepted(insists)
    assert advised(insists) == ["found_card_held"]
    assert advised(rule(request="reissue", insists=True)) == []
    assert accepted(rule(searches=held))
    assert advised(rule(searches=held, insists=True)) == []


def test_a_reported_card_is_reissued_and_not_renewed() -> None:
    reported = {"loss": "reported"}
    assert accepted(rule(request="reissue", searches=reported))
    refused(rule(searches=reported), "card_reported_lost", "A3")
    refused(home(searches=reported), "card_reported_lost", "A3")


# 公民本人到受理点申请


@pytest.mark.parametrize("presence", ["guardian", "relative"])
def test_from_sixteen_nobody_else_can_apply(presence: str) -> None:
    refused(rule(presence=presence), "sent_somebody_else", "A3")
    refused(rule(presence=presence, person={"birth_date": "2002-03-06"}), "sent_somebody_else", "A3")
    refused(home(presence=presence), "sent_somebody_else", "A3")


def test_sixteen_on_the_day() -> None:
    assert accepted(rule(person={"birth_date": "2002-03-06"}))
    notified(rule(person={"birth_date": "2002-03-07"}), "guardian", "guardian_proof")


def test_a_child_comes_with_a_guardian() -> None:
    assert accepted(rule(presence="self_with_guardian", person=CHILD))
    notified(rule(person=CHILD), "guardian", "guardian_proof")
    notified(rule(person=CHILD, guardian=None), "guardian", "guardian_proof")
    notified(rule(person=CHILD, guardian={"proved": True}), "guardian")
    waits(rule(person=CHILD, guardian={"proved": None}, presence="self_with_guardian"), "guardian_unchecked")
    notified(rule(presence="guardian", person=CHILD), "applicant_in_person")
    notified(rule(presence="relative", person=CHILD), "guardian", "applicant_in_person", "guardian_proof")


def test_the_guardian_shows_a_card_and_proves_the_relation() -> None:
    given = {"presence": "self_with_guardian", "person": CHILD, "papers": ["id_card", "guardian_id"]}
    assert accepted(rule(**given, guardian={"relation": "mother", "proved": True}))
    notified(rule(**given, guardian={"relation": "mother", "proved": False}), "guardian_proof")
    waits(rule(**given, guardian={"relation": "mother", "proved": None}), "guardian_unchecked")
    waits(rule(**given, guardian=None), "guardian_unchecked")
    notified(rule(**{**given, "papers": ["id_card"]}), "guardian_id")
    unproved = rule(presence="guardian", person=CHILD, papers=["id_card"], guardian={"proved": False})
    notified(unproved, "applicant_in_person", "guardian_proof", "guardian_id")


def test_an_adult_needs_no_papers_of_a_companion() -> None:
    assert accepted(rule(presence="self_with_guardian", papers=["id_card"], guardian={"proved": False}))


@pytest.mark.parametrize("capacity", ["limited", "none"])
def test_an_adult_without_full_capacity(capacity: str) -> None:
    person = {"capacity": capacity}
    assert accepted(rule(presence="self_with_guardian", person=person))
    notified(rule(person=person), "guardian", "guardian_proof")
    notified(rule(presence="guardian", person=person), "applicant_in_person")
    answer = rule(presence="relative", person=person)
    assert answer.outcome == "refuse"
    assert owed(answer) == ["guardian", "applicant_in_person", "guardian_proof"]


def test_full_capacity_said_outright() -> None:
    assert accepted(rule(person={"capacity": "full"}))
    notified(rule(person={**CHILD, "capacity": "full"}), "guardian", "guardian_proof")


def test_age_or_capacity_not_known() -> None:
    for person in (NOT_A_NUMBER, {"birth_date": None}, {"capacity": None}):
        waits(rule(person=person), "capacity_unchecked")
        waits(rule(presence="relative", person=person), "capacity_unchecked")
    assert accepted(rule(presence="self_with_guardian", person={"capacity": None}))


# 换领的时间和事由 (《居民身份证法》 art. 11)


@pytest.mark.parametrize(
    ("valid_to", "first_day", "day_before"),
    [
        ("2018-06-30", "2018-03-30", "2018-03-29"),
        ("2018-05-31", "2018-02-28", "2018-02-27"),
        ("2018-12-31", "2018-09-30", "2018-09-29"),
    ],
)
def test_three_months_before_expiry(valid_to: str, first_day: str, day_before: str) -> None:
    card = {"valid_to": valid_to}
    assert accepted(rule(on=first_day, card=card))
    assert accepted(rule(on="2019-01-01", card=card))
    early = rule(on=day_before, card=card)
    notified(early, "too_early")
    assert first_day in early.missing[0].says.zh
    assert first_day in early.missing[0].says.en


def test_a_place_with_a_wider_window() -> None:
    card = {"valid_to": "2018-09-06"}
    notified(rule(card=card), "too_early")
    assert accepted(rule(card=card, counter={"renewal_window_months": 6}))
    notified(rule(card=card, counter={"renewal_window_months": 5}), "too_early")


@pytest.mark.parametrize("cause", ["damage", "wrong_item", "particulars_changed"])
def test_other_causes_have_no_window(cause: str) -> None:
    assert accepted(rule(cause=cause, card={"valid_to": "2030-01-01"}))
    assert accepted(rule(cause=cause, card={"valid_to": "long_term"}))


def test_a_long_term_card_does_not_expire() -> None:
    refused(rule(card={"valid_to": "long_term"}), "card_has_no_end", "A3")


def test_validity_of_the_old_card_not_known() -> None:
    waits(rule(card=None), "card_unread")
    assert accepted(rule(card=None, cause="damage"))
    assert accepted(rule(card=None, request="reissue"))


def test_never_had_a_card() -> None:
    refused(rule(card="none"), "no_earlier_card", "A3")
    refused(rule(request="reissue", card="none"), "no_earlier_card", "A3")
    assert accepted(home(request="first", card="none"))


def test_had_a_card_before() -> None:
    refused(home(request="first", card={"valid_to": "2018-04-01"}), "already_has_card", "A3")
    assert accepted(home(request="first"))


def test_a_change_is_registered_first() -> None:
    changed = {"cause": "particulars_changed"}
    assert accepted(rule(**changed, register={"main_items_match": False, "change_on_register": True}))
    unexplained = {"main_items_match": False, "change_on_register": False}
    notified(rule(**changed, register=unexplained), "change_not_on_register")
    notified(rule(**changed, register={"main_items_match": False}), "change_not_on_register")
    notified(rule(**changed, register={"change_on_register": False}), "change_not_on_register")
    waits(rule(**changed, register={"change_on_register": None}), "change_unchecked")
    assert accepted(rule(register={"change_on_register": False}))


# 应当一次性告知群众所需补齐的材料


def test_everything_missing_is_named_at_once() -> None:
    answer = rule(
        request="reissue",
        person=CHILD,
        papers=[],
        stay={"evidence": []},
        searches={"found": "held"},
        live_photo=False,
        prints_taken="refused",
    )
    notified(
        answer,
        "proof_of_stay",
        "guardian",
        "guardian_proof",
        "guardian_id",
        "register_or_permit",
        "found_card_offered",
        "live_photo",
        "fingerprints",
    )


def test_what_the_office_owes_is_never_asked_of_the_applicant() -> None:
    answer = rule(request="reissue", papers=[], stay={"evidence": ["lease"]}, barred=None, searches={"loss": None})
    assert answer.outcome == "notify"
    assert owed(answer) == ["register_or_permit"]
    assert owed(answer, "office") == ["loss_register_search", "barred_list"]


def test_a_refusal_still_names_what_is_missing() -> None:
    answer = rule(stay={"ground": "none"}, papers=[])
    assert answer.outcome == "refuse"
    assert owed(answer) == ["id_card"]
