"""decide.md: every matter is there, prints its schema, and names the place of a bad fact with exit 2."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from guizheng.law import command, matters

TODAY = date(2024, 3, 6)
FACTS: dict[str, set[str]] = {
    "sign-off": {
        "register_unchanged",
        "identity_confirmed",
        "photo_fit",
        "prints_fit",
        "particulars_right",
        "second_application",
        "same_officer",
    },
    "hand-over": {
        "request",
        "receipt",
        "collector",
        "authorisation",
        "person",
        "identity_confirmed",
        "old_card",
        "new_card_checked",
    },
    "loss-report": {
        "presence",
        "guardian",
        "counter",
        "person",
        "register",
        "event",
        "identity",
        "phone_lost",
        "cards",
    },
    "loss-withdrawal": {"presence", "channel", "card_shown", "card", "reissue", "identity"},
    "found-intake": {"counter", "object", "holder", "loss_reported"},
    "give-back": {"collector", "identity_confirmed", "fingerprint", "portrait_taken", "reissue", "loss_reported"},
    "temporary-certificate": {"place", "purpose", "why", "register_confirms", "person", "guardian", "travel"},
    "certificate-check": {"signature", "purpose", "presented_for", "valid", "used", "revoked"},
    "temporary-card": {"person", "presence", "guardian", "counter", "application"},
    "misuse-report": {"act", "proven", "actor_is_holder"},
    "verification": {"presented", "cards"},
}
OWN_PARTS = {
    "sign-off": {"refund"},
    "hand-over": {"also"},
    "found-intake": {"disposition"},
    "give-back": {"also"},
    "temporary-certificate": {"valid"},
    "temporary-card": {"issue_by", "valid"},
    "misuse-report": {"duties", "article", "bars"},
    "certificate-check": {"answer"},
    "verification": {"answer", "checked"},
}
WITHOUT_OUTCOME = {"certificate-check", "verification"}
RULED = {"outcome", "grounds", "missing", "advice", "fee", "due", "marks"}


def decide(matter: str, text: str, *argv: str) -> tuple[int, str, str]:
    return command.run(["decide", matter, *argv], text, TODAY)


@pytest.mark.parametrize("matter", FACTS)
def test_the_schema_names_every_fact_of_the_contract(matter: str) -> None:
    code, out, err = decide(matter, "", "--schema")
    assert (code, err) == (0, "")
    schema = json.loads(out)
    root = schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    assert set(root["properties"]) == FACTS[matter] | {"on"}
    assert root["additionalProperties"] is False
    assert not root.get("required")


@pytest.mark.parametrize("matter", FACTS)
@pytest.mark.parametrize("rules", ["opinions-2015", "norm-2021", "in-force"])
def test_a_plain_case_answers_its_own_parts(matter: str, rules: str) -> None:
    code, out, err = decide(matter, "{}", "--rules", rules)
    assert (code, err) == (0, "")
    answer = json.loads(out)
    ruled = set() if matter in WITHOUT_OUTCOME else RULED
    assert set(answer) == {"matter", "on", "rules"} | ruled | OWN_PARTS.get(matter, set())
    assert (answer["matter"], answer["on"], answer["rules"]) == (matter, "2024-03-06", rules)


@pytest.mark.parametrize("matter", FACTS)
def test_the_day_in_the_facts_beats_the_one_asked_for(matter: str) -> None:
    _, out, _ = decide(matter, '{"on": "2024-05-06"}', "--on", "2023-05-05")
    assert json.loads(out)["on"] == "2024-05-06"
    _, out, _ = decide(matter, "{}", "--on", "2023-05-05")
    assert json.loads(out)["on"] == "2023-05-05"


@pytest.mark.parametrize("matter", FACTS)
def test_the_trace_is_given_when_asked_for(matter: str) -> None:
    _, out, _ = decide(matter, "{}", "--explain")
    trace = json.loads(out)["trace"]
    assert trace
    assert all(set(line) == {"rule", "clause", "saw", "said"} for line in trace)


@pytest.mark.parametrize("matter", FACTS)
@pytest.mark.parametrize(
    ("facts", "place"),
    [({"nonsense": 1}, "nonsense: unknown key"), ({"on": "2024-02-30"}, "on: "), ({"on": 5}, "on: "), ([], "facts: ")],
)
def test_bad_facts_end_with_two_and_name_the_place(matter: str, facts: Any, place: str) -> None:
    code, out, err = decide(matter, json.dumps(facts))
    assert (code, out) == (2, "")
    assert err.startswith(place)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("matter", "facts", "place"),
    [
        ("sign-off", {"second_application": "many"}, "second_application: "),
        ("hand-over", {"collector": "friend"}, "collector: "),
        ("hand-over", {"person": {"home": "999999"}}, "person.home: not a division code: 999999"),
        ("loss-report", {"counter": {"kind": "shop"}}, "counter.kind: "),
        ("loss-report", {"cards": [{"valid_from": "2020-01-01"}]}, "cards[0]: "),
        ("loss-withdrawal", {"identity": {"fingerprint": "maybe"}}, "identity.fingerprint: "),
        ("found-intake", {"holder": {"contact": "phone"}}, "holder.contact: "),
        ("give-back", {"portrait_taken": "yes"}, "portrait_taken: "),
        ("temporary-certificate", {"travel": {"on": "tomorrow"}}, "travel.on: "),
        ("certificate-check", {"valid": {"from": "x"}}, "valid.from: "),
        ("temporary-card", {"application": {"signed_on": "2024-03-07", "state": "signed"}}, "application.signed_on: "),
        ("misuse-report", {"act": "borrowed"}, "act: "),
        ("verification", {"presented": {"valid_to": "forever"}}, "presented.valid_to: "),
        ("verification", {"cards": [{"valid_from": "2020-01-01", "valid_to": "x"}]}, "cards[0].valid_to: "),
    ],
)
def test_a_bad_fact_is_named_where_it_stands(matter: str, facts: dict[str, Any], place: str) -> None:
    code, out, err = decide(matter, json.dumps(facts))
    assert (code, out) == (2, "")
    assert err.startswith(place)


CARD = {"valid_from": "2014-05-01", "valid_to": "2034-05-01"}


@pytest.mark.parametrize(
    ("matter", "facts", "says"),
    [
        ("sign-off", {"on": "1984-12-31"}, "on: outside the calendar of identity cards"),
        ("give-back", {"on": "9000-01-02"}, "on: outside the calendar of identity cards"),
        (
            "loss-report",
            {"cards": [{**CARD, "fingerprint": False}], "identity": {"fingerprint": "match"}},
            "identity.fingerprint: match contradicts a card without fingerprints",
        ),
        ("temporary-certificate", {"travel": {"on": "2024-03-05"}}, "travel.on: before the day ruled on"),
        ("temporary-certificate", {"travel": {"until": "2024-03-05"}}, "travel.until: before travel.on"),
        (
            "certificate-check",
            {"valid": {"from": "2024-03-06", "until": "2024-03-05"}},
            "valid.until: before valid.from",
        ),
        (
            "temporary-card",
            {"application": {"signed_on": "2024-03-07"}},
            "application.signed_on: after the day ruled on",
        ),
        (
            "temporary-card",
            {"application": {"signed_on": "2005-09-30"}},
            "application.signed_on: before there were temporary cards",
        ),
        (
            "verification",
            {"presented": {"valid_from": "2014-05-01", "valid_to": "2014-04-30"}},
            "presented.valid_to: before valid_from",
        ),
        ("verification", {"presented": {"valid_from": "2014-02-30"}}, "presented.valid_from: no such day"),
    ],
)
def test_a_contradiction_says_what_is_wrong_in_one_line(matter: str, facts: dict[str, Any], says: str) -> None:
    assert decide(matter, json.dumps(facts)) == (2, "", f"{says}\n")


@pytest.mark.parametrize("day", ["1985-01-01", "9000-01-01"])
def test_the_calendar_of_identity_cards_has_two_ends(day: str) -> None:
    assert decide("sign-off", json.dumps({"on": day}))[0] == 0


def test_a_number_is_never_repeated() -> None:
    facts = {"person": {"id_number": "110101199003078888"}}
    code, out, err = decide("loss-report", json.dumps(facts))
    assert (code, out) == (2, "")
    assert err.startswith("person.id_number: ")
    assert "1990" not in err


@pytest.mark.parametrize("matter", FACTS)
def test_english_words_on_demand(matter: str) -> None:
    facts = {"hand-over": {"collector": "other"}, "give-back": {"collector": "other"}}.get(matter, {})
    _, out, _ = decide(matter, json.dumps(facts), "--lang", "en", "--rules", "opinions-2015")
    answer = json.loads(out)
    for thing in (*answer.get("grounds", ()), *answer.get("missing", ())):
        assert thing["says"].isascii()


def test_the_typed_door_and_the_json_door_agree() -> None:
    for matter in FACTS:
        facts = matters.read_facts(matter, "{}")
        typed = matters.decide(matter, facts, on=TODAY).view()
        assert json.loads(msgspec.json.encode(typed)) == json.loads(
            msgspec.json.encode(matters.answer_json(matter, "{}", on=TODAY))
        )
