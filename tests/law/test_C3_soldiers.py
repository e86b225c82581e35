"""C3 军人和武警: loss reports and lost-and-found run through the same flows; other papers go through the unit."""

from tests.law.asked import CARD, advised, ask, found

SOLDIER = {"active_service": True}


def test_a_soldier_reports_a_loss_like_anybody() -> None:
    answer = ask("loss-report", {"person": SOLDIER, "cards": [CARD]})
    assert found(answer) == ("accept", set())
    assert answer["marks"] == [CARD]
    assert advised(answer) == {"soldier_reissue_by_unit"}


def test_an_unread_service_does_not_stop_a_report() -> None:
    answer = ask("loss-report", {"person": {"active_service": None}})
    assert found(answer) == ("accept", set())
    assert advised(answer) == set()


def test_a_soldiers_card_is_entered_and_given_back_like_any_other() -> None:
    answer = ask("found-intake", {"holder": SOLDIER})
    assert (answer["outcome"], answer["disposition"]) == ("accept", "enter_and_notify")
    assert advised(answer) == {"soldier_same_flow"}
    assert advised(ask("found-intake", {"holder": {"active_service": None}})) == set()


def test_a_certificate_is_the_units_business() -> None:
    answer = ask("temporary-certificate", {"person": SOLDIER})
    assert found(answer) == ("refuse", {"active_service"})
    assert "团级以上单位" in answer["grounds"][0]["remedy"]
    assert answer["grounds"][0]["citation"].endswith("第510号")
    assert found(ask("temporary-certificate", {"person": {"active_service": None}})) == ("pending", {"service_check"})
