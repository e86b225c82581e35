"""The contract of `guizheng decide`: intake, fee, due, validity, as a command and as a door for JSON."""

import json
from datetime import date
from typing import Any

import pytest
from tests.law.generator import Maker

from guizheng.law import command, matters
from guizheng.law.terms import Outcome

TODAY = date(2018, 3, 6)
MINE = ("remote-intake", "home-intake", "fee", "due", "validity")


def run(*argv: str, facts: str = "{}") -> tuple[int, str, str]:
    return command.run(["decide", *argv], facts, TODAY)


def answer(*argv: str, facts: str = "{}") -> dict[str, Any]:
    code, out, err = run(*argv, facts=facts)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    made: dict[str, Any] = json.loads(out)
    return made


def refusal(facts: str, *argv: str) -> str:
    """Exit 2, nothing on standard output, one line that names the place."""
    code, out, err = run(*(argv or ("remote-intake",)), facts=facts)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err.rstrip()


def test_the_example_of_the_contract() -> None:
    accepted = answer(
        "remote-intake", facts='{"request": "reissue", "card": {"valid_from": "2010-01-01", "valid_to": "2030-01-01"}}'
    )
    assert accepted == {
        "matter": "remote-intake",
        "on": "2018-03-06",
        "rules": "opinions-2015",
        "outcome": "accept",
        "grounds": [],
        "missing": [],
        "advice": [],
        "fee": {"amount": "40.00", "kind": "reissue", "source": "发改价格[2003]2322号"},
        "due": {
            "raw": "2018-05-05",
            "limit": "2018-05-07",
            "extended_raw": None,
            "extended_limit": None,
            "promise": None,
            "sign_by": None,
            "provisional": False,
            "source": "《意见》二(一)4",
        },
        "marks": [{"valid_from": "2010-01-01", "valid_to": "2030-01-01"}],
    }


def test_a_ground_and_a_missing_thing_in_full() -> None:
    barred = '{"barred": [{"kind": "conduct", "source": "x", "on": "2017-01-01"}], "stay": {"evidence": []}}'
    refused = answer("remote-intake", facts=barred)
    assert refused["outcome"] == "refuse"
    assert refused["fee"] is None
    assert refused["due"] is None
    ground, missing = refused["grounds"][0], refused["missing"][0]
    assert list(ground) == ["code", "clause", "citation", "says", "remedy"]
    assert (ground["code"], ground["clause"], ground["citation"]) == ("bad_conduct", "A6", "《意见》二(一)6")
    assert list(missing) == ["code", "clause", "citation", "says", "by", "any_of"]
    assert (missing["code"], missing["clause"], missing["by"]) == ("proof_of_stay", "A1", "applicant")
    assert {"residence_permit", "labour_contract"} < set(missing["any_of"])


def test_fee_without_due_on_a_notice_and_neither_while_pending() -> None:
    notice = answer("remote-intake", facts='{"papers": []}')
    pending = answer("remote-intake", facts='{"barred": null}')
    assert (notice["outcome"], notice["fee"]["amount"], notice["due"]) == ("notify", "20.00", None)
    assert (pending["outcome"], pending["fee"], pending["due"]) == ("pending", None, None)


def test_matters_without_an_outcome_answer_their_own_part() -> None:
    head = {"matter", "on", "rules"}
    assert set(answer("fee")) == head | {"fee"}
    assert set(answer("due")) == head | {"due"}
    assert set(answer("validity")) == head | {"valid_from", "valid_to", "source"}


def test_the_day() -> None:
    assert answer("remote-intake")["on"] == "2018-03-06"
    assert answer("remote-intake", "--on", "2019-01-02")["on"] == "2019-01-02"
    assert answer("remote-intake", "--on", "2019-01-02", facts='{"on": "2020-01-02"}')["on"] == "2020-01-02"


def test_the_rules() -> None:
    first = '{"request": "first", "on": "2024-05-27"}'
    assert answer("remote-intake", facts=first)["outcome"] == "refuse"
    for rules in ("norm-2021", "in-force"):
        ruled = answer("remote-intake", "--rules", rules, facts=first)
        assert (ruled["outcome"], ruled["rules"]) == ("accept", rules)


def test_options_with_an_equals_sign_and_help() -> None:
    first = answer("remote-intake", "--rules=norm-2021", "--on=2024-05-27", facts='{"request": "first"}')
    assert (first["on"], first["outcome"]) == ("2024-05-27", "accept")
    for word in ("-h", "--help"):
        assert run(word) == (0, command.USAGE, "")


def test_the_language() -> None:
    facts = '{"stay": {"ground": "none"}}'
    zh, en = answer("remote-intake", facts=facts), answer("remote-intake", "--lang", "en", facts=facts)
    assert zh == answer("remote-intake", "--lang", "zh", facts=facts)
    assert "就业" in zh["grounds"][0]["says"]
    assert en["grounds"][0]["says"].isascii()
    assert en["grounds"][0]["remedy"].isascii()


def test_explained() -> None:
    trace = answer("remote-intake", "--explain", facts='{"stay": {"ground": "none"}, "barred": null}')["trace"]
    assert all(list(line) == ["rule", "clause", "saw", "said"] for line in trace)
    said = {line["rule"]: line["said"] for line in trace}
    assert (said["no_ground_of_stay"], said["bad_conduct"], said["same_province"]) == ("broken", "unknown", "pass")
    assert next(line for line in trace if line["rule"] == "no_ground_of_stay")["saw"] == {
        "in_own_province": False,
        "stay.ground": "none",
    }
    assert "trace" not in answer("remote-intake")
    for matter in ("fee", "due", "validity"):
        assert answer(matter, "--explain")["trace"]


@pytest.mark.parametrize("matter", MINE)
def test_schema_with_every_default(matter: str) -> None:
    code, out, err = run(matter, "--schema", facts="")
    schema = json.loads(out)
    assert (code, err) == (0, "")
    for definition in schema["$defs"].values():
        for name, written in definition.get("properties", {}).items():
            said = "default" in written or "description" in written or name in definition["required"]
            assert said, (matter, name)
    properties = schema["$defs"][schema["$ref"].rpartition("/")[2]]["properties"]
    assert "on" in properties or matter in ("due", "validity")
    assert all(
        written.get("description") != "default: absent" or name == "guardian" for name, written in properties.items()
    )


def test_null_is_unknown() -> None:
    assert answer("remote-intake", facts='{"register": {"found": null}}')["outcome"] == "pending"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ('{"person": {"home": "999999"}}', "person.home: not a division code: 999999"),
        ('{"persn": {}}', "persn: unknown key"),
        ('{"person": {"hom": 1}}', "person.hom: unknown key"),
        ('{"person": {"home": 1}}', "person.home: Expected `str`, got `int`"),
        ('{"on": "2018-02-30"}', "on: "),
        ('{"card": {"valid_to": "2018-02-30"}}', "card.valid_to: no such day"),
        ('{"cause": "lost"}', "cause: lost does not go with renewal"),
        ('{"counter": {"renewal_window_months": 0}}', "counter.renewal_window_months: "),
        ('{"counter": {"renewal_window_months": 13}}', "counter.renewal_window_months: "),
        ('{"papers": ["id_card", "spell"]}', "papers[1]: "),
        ('{"on": "1984-12-31"}', "on: outside the calendar"),
        ('{"on": "9000-01-02"}', "on: outside the calendar"),
        ("[]", "facts: Expected `object`"),
        ("{", "facts: not JSON"),
        ("[" * 100_000, "facts: "),
        ('{"person": {"status": "110105194912310021"}}', "person.status: Invalid enum value '***'"),
        ('{"11010519491231002X": 1}', "***: unknown key"),
        ("\udcff", "facts: not UTF-8"),
        ("  \n ", "facts: nothing given"),
    ],
)
def test_bad_facts_name_the_place(facts: str, says: str) -> None:
    assert refusal(facts).startswith(says)


def test_bad_facts_of_the_other_matters() -> None:
    assert refusal('{"promise_days": 61}', "due").startswith("promise_days: ")
    assert refusal('{"filed_on": "2003-01-01"}', "due").startswith("filed_on: ")
    assert refusal('{"birth_date": "2019-01-01"}', "validity").startswith("birth_date: ")
    assert refusal('{"cause": "none"}', "fee").startswith("cause: ")


def test_json_lines_answer_line_by_line_and_go_on_after_an_error() -> None:
    code, out, err = run("remote-intake", facts='{}\n{"persn": 1}\n\n{"stay": {"ground": "none"}}\n{bad\n')
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [line.get("outcome") for line in lines] == ["accept", None, "refuse", None]
    assert lines[1] == {"error": "persn: unknown key"}
    assert lines[3]["error"].startswith("facts: not JSON")
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 2", "line 4"]


def test_json_lines_whose_first_line_is_broken() -> None:
    code, out, _ = run("remote-intake", facts="{bad\n{}\n")
    assert code == 2
    assert [json.loads(line).get("outcome") for line in out.splitlines()] == [None, "accept"]


def test_good_json_lines() -> None:
    code, out, err = run("fee", facts='{}\n{"request": "reissue"}\n')
    assert (code, err) == (0, "")
    assert [json.loads(line)["fee"]["amount"] for line in out.splitlines()] == ["20.00", "40.00"]


def test_one_object_over_several_lines() -> None:
    assert (
        answer(
            "remote-intake",
            facts='{\n "request": "reissue",\n "cards": [\n{"valid_from": "2010-01-01",\n'
            '"valid_to": "long_term"}]\n}\n',
        )["outcome"]
        == "accept"
    )
    assert answer("fee", facts="{\n}\n")["matter"] == "fee"
    assert refusal('{\n"request": "reissue",\n}\n').startswith("facts: not JSON")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "matter: not one of"),
        (["spell"], "matter: not one of"),
        (["fee", "due"], "usage:"),
        (["fee", "--what"], "unknown option: --what"),
        (["fee", "--on", "soon"], "--on: not a day"),
        (["fee", "--on"], "--on: not a day"),
        (["fee", "--rules", "none"], "--rules: not one of opinions-2015"),
        (["fee", "--lang", "fr"], "--lang: not one of zh, en"),
    ],
)
def test_bad_arguments(argv: list[str], says: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(says)


def test_no_such_command() -> None:
    assert command.run([], "", TODAY)[0] == 2
    assert command.run(["spell"], "", TODAY) == (2, "", "no such command: spell\n")


def test_every_outcome_has_been_met_through_this_door() -> None:
    maker = Maker(3, oddity=0.08)
    code, out, _ = run("remote-intake", facts="\n".join(json.dumps(maker.facts()) for _ in range(300)))
    assert code == 0
    assert {json.loads(line)["outcome"] for line in out.splitlines()} == set(Outcome)


def test_the_typed_door() -> None:
    facts = matters.read_facts("fee", "{}")
    assert matters.decide("fee", facts, on=TODAY).parts["fee"]["amount"] == "20.00"
    with pytest.raises(ValueError, match="day ruled on"):
        matters.decide("fee", facts)
    with pytest.raises(TypeError, match="FeeFacts"):
        matters.decide("remote-intake", facts, on=TODAY)
    with pytest.raises(KeyError):
        matters.decide("spell", facts, on=TODAY)
    with pytest.raises(KeyError):
        matters.decide("fee", facts, on=TODAY, rules="spell")
