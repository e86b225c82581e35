"""A5 严格身份信息核验: register, looks, prints, other means; grounds 2 and 3 of the ten rules are conjunctions."""

import pytest
from tests.law.asking import NORM, accepted, advised, home, notified, refused, rule, waits

NO_PRINTS = {"fingerprint": False}


@pytest.mark.parametrize(
    ("fact", "code"),
    [("found", "not_in_register"), ("number_sound", "number_unsound"), ("photo_on_file", "no_photo_on_file")],
)
def test_what_the_register_must_hold(fact: str, code: str) -> None:
    for ask in (rule, home):
        refused(ask(register={fact: False}), code, "A5")
        waits(ask(register={fact: None}), "register_check")


def test_a_first_card_needs_no_photograph_on_file() -> None:
    assert accepted(home(request="first", register={"photo_on_file": False}))


@pytest.mark.parametrize(
    ("status", "code"),
    [("deceased", "deceased"), ("missing", "declared_missing"), ("cancelled", "registration_cancelled")],
)
def test_standing_in_the_register(status: str, code: str) -> None:
    refused(rule(person={"status": status}), code, "A5")
    refused(home(person={"status": status}), code, "A5")


def test_standing_not_known() -> None:
    waits(rule(person={"status": None}), "register_check")


# 十条准则 3(2): items differ AND no change on the register explains it AND identity can't be confirmed


def items(match: bool | None, change: bool | None, confirmed: bool | None) -> dict[str, object]:
    register = {"main_items_match": match, "change_on_register": change}
    return {"register": register, "identity": {"otherwise_confirmed": confirmed}}


def test_items_differ_and_identity_is_in_doubt() -> None:
    answer = rule(**items(False, False, False))
    refused(answer, "items_differ", "A5")
    assert answer.grounds[0].citation == "《居民身份证异地受理工作十条准则》第三条第(二)项"


@pytest.mark.parametrize("case", [(True, False, False), (False, True, False), (False, False, True)])
def test_one_of_the_three_saves(case: tuple[bool, bool, bool]) -> None:
    assert accepted(rule(**items(*case)))


def test_items_not_known_yet() -> None:
    waits(rule(**items(False, False, None)), "identity_decision")
    waits(rule(**items(None, False, False)), "identity_decision")
    waits(rule(**items(False, None, False)), "identity_decision")
    assert accepted(rule(**items(None, None, True)))


# address: a move inside the province is no difference


@pytest.mark.parametrize("address", ["match", "moved_within_province"])
def test_address_agrees_or_moved_within_the_province(address: str) -> None:
    doubt = {"otherwise_confirmed": False}
    answer = rule(register={"address": address}, identity=doubt, counter={"strict_address": True})
    assert accepted(answer)
    assert advised(answer) == ([] if address == "match" else ["address_from_register"])


@pytest.mark.parametrize("address", ["moved_between_provinces", "mismatch"])
def test_other_differences_of_the_address(address: str) -> None:
    assert advised(rule(register={"address": address})) == ["address_from_register"]
    assert accepted(rule(register={"address": address}))
    refused(rule(register={"address": address}, identity={"otherwise_confirmed": False}), "address_differs", "A5")
    waits(rule(register={"address": address}, identity={"otherwise_confirmed": None}), "identity_decision")
    refused(rule(register={"address": address}, counter={"strict_address": True}), "address_differs", "A5")


def test_address_not_known() -> None:
    assert accepted(rule(register={"address": None}))
    waits(rule(register={"address": None}, identity={"otherwise_confirmed": False}), "identity_decision")
    waits(rule(register={"address": None}, counter={"strict_address": True}), "identity_decision")


# 相貌特征发生较大变化,且未登记指纹信息,难以确认身份


def looks(changed: bool | None, prints: bool | None, confirmed: bool | None) -> dict[str, object]:
    seen = {"looks_changed": changed, "otherwise_confirmed": confirmed}
    return {"card": {"fingerprint": prints}, "identity": seen}


def test_ground_three_needs_all_three() -> None:
    refused(rule(**looks(True, False, False)), "looks_changed", "A5")
    refused(home(**looks(True, False, False)), "looks_changed", "A5")


@pytest.mark.parametrize("case", [(False, False, False), (True, True, False), (True, False, True)])
def test_any_one_of_the_three_accepts(case: tuple[bool, bool, bool]) -> None:
    assert accepted(rule(**looks(*case)))


@pytest.mark.parametrize("case", [(None, False, False), (True, False, None)])
def test_ground_three_not_known(case: tuple[bool | None, bool | None, bool | None]) -> None:
    waits(rule(**looks(*case)), "identity_decision")


def test_prints_on_the_card_not_known() -> None:
    waits(rule(**looks(True, None, False)), "identity_decision")
    assert accepted(rule(**looks(True, None, True)))


# fingerprints


def test_a_mismatch_is_decided_by_hand() -> None:
    by_hand = rule(identity={"fingerprint": "mismatch"})
    assert accepted(by_hand)
    assert advised(by_hand) == ["decided_by_hand"]
    refused(rule(identity={"fingerprint": "mismatch", "otherwise_confirmed": False}), "fingerprint_mismatch", "A5")
    unknown = rule(identity={"fingerprint": "mismatch", "otherwise_confirmed": None})
    waits(unknown, "identity_decision")
    assert advised(unknown) == []


@pytest.mark.parametrize("taken", ["not_taken", None])
def test_a_card_with_prints_is_compared(taken: str | None) -> None:
    for request in ("renewal", "reissue"):
        waits(rule(request=request, identity={"fingerprint": taken}), "fingerprint_comparison")
        assert accepted(rule(request=request, card=NO_PRINTS, identity={"fingerprint": taken}))
    assert accepted(home(request="first", identity={"fingerprint": taken}))


def test_no_prints_on_file_is_nothing_to_compare() -> None:
    assert accepted(rule(identity={"fingerprint": "none_on_file"}))
    refused(
        rule(identity={"fingerprint": "none_on_file", "looks_changed": True, "otherwise_confirmed": False}),
        "looks_changed",
        "A5",
    )


def test_new_prints_and_photograph() -> None:
    notified(rule(live_photo=False), "live_photo")
    waits(rule(live_photo=None), "photo_unchecked")
    notified(rule(prints_taken="refused"), "fingerprints")
    waits(rule(prints_taken=None), "prints_not_taken")


@pytest.mark.parametrize("taken", ["failed", "unable"])
def test_prints_that_can_not_be_registered_block_nothing(taken: str) -> None:
    answer = rule(prints_taken=taken)
    assert accepted(answer)
    assert advised(answer) == ["prints_not_registered"]


# the search before a first card (norm art. 9)


def test_search_before_a_first_card_at_sixteen() -> None:
    first = {"request": "first", "rules": NORM, "on": "2024-05-27"}
    for ask in (rule, home):
        assert accepted(ask(**first))
        refused(ask(**first, identity={"search": "hit"}), "somebody_else_found", "A5")
        for owed in ("not_done", None):
            waits(ask(**first, identity={"search": owed}), "person_search")


def test_no_search_for_children_other_requests_or_earlier_days() -> None:
    hit = {"search": "hit"}
    child = {"birth_date": "2015-01-01"}
    assert accepted(
        home(request="first", rules=NORM, on="2024-05-27", identity=hit, person=child, presence="self_with_guardian")
    )
    assert accepted(rule(rules=NORM, on="2024-05-27", identity=hit))
    assert accepted(home(request="first", rules=NORM, on="2021-09-30", identity=hit))
    assert accepted(home(request="first", on="2024-05-27", identity=hit))


# script and chip


def test_a_script_that_can_not_be_printed() -> None:
    refused(rule(card={"bilingual": True}, production_prints_script=False), "script_unprintable", "A4")
    assert accepted(rule(card={"bilingual": True}))
    assert accepted(rule(production_prints_script=False))
    waits(rule(card={"bilingual": True}, production_prints_script=None), "script_unchecked")
    waits(rule(card={"bilingual": None}, production_prints_script=False), "script_unchecked")


def test_an_unreadable_card_is_noted() -> None:
    assert advised(rule(card={"readable": False})) == ["card_unreadable"]
    assert advised(rule(card={"readable": None})) == []


def test_a_number_whose_division_never_was_is_a_warning_only() -> None:
    from guizheng.law.id_number import check_digit

    strange = "99010119900101900"
    answer = rule(person={"id_number": strange + check_digit(strange)})
    assert accepted(answer)
    assert advised(answer) == ["number_division_unknown"]
    known = "41010519900101900"
    assert advised(rule(person={"id_number": known + check_digit(known)})) == []
