"""B1 就近办理: at home a loss is followed by 补领 with the household register; a 补领 marks the old cards lost."""

from tests.law.asking import accepted, home, notified, rule, wrong

OLD = {"valid_from": "2008-01-01", "valid_to": "2018-01-01"}
NEW = {"valid_from": "2017-12-01", "valid_to": "2037-12-01"}


def marks(**given: object) -> list[str]:
    return [mark.valid_from for mark in rule(request="reissue", **given).marks]


def test_reissue_at_home() -> None:
    assert accepted(home(request="reissue", cause="stolen"))


def test_nothing_of_the_place_is_asked_at_home() -> None:
    assert accepted(
        home(
            on="2015-06-30",
            counter={"division": "120101", "is_point": False},
            stay={"ground": None},
            barred=[{"kind": "conduct"}],
        )
    )


def test_a_reissue_marks_every_card_in_the_holders_hands() -> None:
    assert marks(cards=[OLD, NEW]) == ["2008-01-01", "2017-12-01"]
    assert marks(cards=[{**OLD, "ended": "replaced"}, NEW]) == ["2017-12-01"]
    assert marks(cards=[OLD, {**NEW, "collected": False}]) == ["2008-01-01"]
    assert marks(cards=[{**OLD, "reported_lost": True}]) == ["2008-01-01"]
    for ended in ("handed_in", "destroyed", "cancelled"):
        assert marks(cards=[{**OLD, "ended": ended}]) == []


def test_without_a_list_the_card_itself_is_marked() -> None:
    assert marks(card=OLD) == ["2008-01-01"]
    assert rule(request="reissue", card={**NEW, "valid_to": "long_term"}).marks[0].valid_to == "long_term"
    assert marks() == []
    assert marks(card={"valid_to": "2018-01-01"}) == []
    assert marks(card=None) == []
    assert marks(card={"valid_from": "2008-01-01"}) == []


def test_a_renewal_marks_nothing() -> None:
    assert rule(cards=[OLD]).marks == ()


def test_only_an_accepted_reissue_marks() -> None:
    answer = rule(request="reissue", papers=[], stay={"evidence": ["lease"]}, cards=[OLD])
    notified(answer, "register_or_permit")
    assert answer.marks == ()


def test_cards_that_can_not_be() -> None:
    wrong("card.valid_from", "after the day", card={"valid_from": "2018-03-07"})
    wrong("card.valid_to", "not after valid_from", card={"valid_from": "2018-03-06", "valid_to": "2018-03-06"})
    wrong("card.valid_to", "no such day", card={"valid_to": "2018-02-30"})
    wrong("cards[1].valid_from", "after the day", cards=[OLD, {**NEW, "valid_from": "2018-03-07"}])
    wrong("cards[0].valid_to", "no such day", cards=[{**OLD, "valid_to": "2018-02-30"}])
    matched = {"fingerprint": "match"}
    wrong("identity.fingerprint", "without fingerprints", card={"fingerprint": False}, identity=matched)
    assert accepted(rule(card={"valid_from": "2018-03-06"}))
