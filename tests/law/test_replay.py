"""重放: the same facts under two rule sets, and who flips."""

import json
from typing import Any

import msgspec
import pytest

from guizheng.law import replay

A_FIRST_CARD = {"case": "1", "matter": "remote-intake", "on": "2024-06-06"}
A_FIRST_CARD["facts"] = {"request": "first", "counter": {"division": "120101"}}  # type: ignore[assignment]
A_FEE = {"case": "2", "matter": "fee", "on": "2024-06-06", "facts": {}}
A_RENEWAL = {"case": "3", "matter": "remote-intake", "facts": {"on": "2024-06-06", "person": {"home": "410102"}}}
A_RELATIVE = {"case": "4", "matter": "hand-over", "on": "2024-06-06"}
A_RELATIVE["facts"] = {"collector": "relative", "authorisation": True}  # type: ignore[assignment]
A_LOSS = {"case": "5", "matter": "verification", "on": "2024-06-06", "facts": {}}
DRAFT = {"name": "dearer", "base": "opinions-2015"}
DRAFT["values"] = [{"name": "fee_renewal", "value": 2500, "since": "2024-06-01"}]  # type: ignore[assignment]
NORM = ("--facts", "cases", "--rules", "opinions-2015", "--against", "norm-2021")


def run(*cases: Any, argv: tuple[str, ...] = NORM, **files: str) -> tuple[int, list[dict[str, Any]], str]:
    lines = "\n".join(case if isinstance(case, str) else json.dumps(case) for case in cases)
    held = {"cases": lines, **files}

    def read(name: str) -> str:
        if name not in held:
            raise FileNotFoundError(2, "No such file or directory", name)
        return held[name]

    code, out, err = replay.run(argv, read)
    return code, [msgspec.json.decode(line) for line in out.splitlines()], err


def test_who_flips_and_why() -> None:
    code, lines, err = run(A_FIRST_CARD, A_FEE, "", A_RENEWAL, A_RELATIVE, A_LOSS)
    assert (code, err) == (0, "")
    first, renewal, relative, summary = lines
    assert first["flips"] is True
    assert (first["case"], first["before"], first["after"], first["place"]) == ("1", "refuse", "accept", "天津市")
    assert {"A1", "A4", "A7"} == set(first["clauses"])
    assert first["fields"] == ["outcome", "grounds", "fee", "due"]
    assert (renewal["flips"], renewal["clauses"], renewal["place"]) == (False, ["A4"], "河南省")
    assert renewal["on"] == "2024-06-06"
    assert (relative["flips"], relative["matter"], relative["place"]) == (True, "hand-over", "")
    assert summary == {
        "replayed": 5,
        "flipped": 2,
        "changed": 1,
        "refused": 0,
        "by_clause": {"A1": 1, "A4": 3, "A7": 1},
        "by_place": {"": 1, "天津市": 1, "河南省": 1},
    }


def test_the_same_rules_change_nothing() -> None:
    argv = ("--facts", "cases", "--rules", "norm-2021", "--against", "norm-2021")
    _, lines, _ = run(A_FIRST_CARD, A_RENEWAL, argv=argv)
    assert [line.get("replayed") for line in lines] == [2]


def test_a_draft_is_a_rule_set_too() -> None:
    argv = ("--facts", "cases", "--rules", "opinions-2015", "--against", "draft")
    code, lines, _ = run(A_FEE, A_RENEWAL, argv=argv, draft=json.dumps(DRAFT))
    assert code == 0
    assert (lines[0]["before"], lines[0]["after"]) == ("", "")
    assert [(line["case"], line["flips"], line["clauses"]) for line in lines[:-1]] == [
        ("2", False, ["A7"]),
        ("3", False, ["A7"]),
    ]


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("{", "line 2: case: not JSON\n"),
        ({"matter": "x", "facts": {}}, "line 2: matter: no such matter\n"),
        ({"matter": "fee"}, "line 2: case: Object missing required field `facts`\n"),
        ({"matter": 5, "facts": {}}, "line 2: case: Expected `str`, got `int`\n"),
        ({"matter": "fee", "facts": {}}, "line 2: on: the day ruled on is not given"),
        ({"matter": "fee", "facts": {"x": 1}, "on": "2024-06-06"}, "line 2: x: unknown key"),
        ({"matter": "sign-off", "facts": {"photo_fit": 1}, "on": "2024-06-06"}, "line 2: photo_fit: "),
        ({"matter": "fee", "facts": {"request": "first", "cause": "lost"}, "on": "2024-06-06"}, "line 2: cause: "),
    ],
)
def test_facts_that_cannot_be_ruled_on_are_named_and_counted(case: Any, says: str) -> None:
    code, lines, err = run(A_FEE, case, A_RELATIVE)
    assert code == 2
    assert err.startswith(says)
    assert (lines[-1]["replayed"], lines[-1]["refused"], lines[-1]["flipped"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ((), "usage: "),
        (NORM[:4], "usage: "),
        ((*NORM, "--more"), "usage: "),
        ((*NORM[:4], "--other", "norm-2021"), "usage: "),
        ((*NORM[:5], "nowhere"), "nowhere: No such file"),
        (("--facts", "nowhere", *NORM[2:]), "nowhere: No such file"),
        ((*NORM[:5], "cases"), "draft: "),
    ],
)
def test_what_cannot_be_asked_says_so_in_one_line(argv: tuple[str, ...], says: str) -> None:
    code, lines, err = run(A_FEE, argv=argv)
    assert (code, lines) == (2, [])
    assert err.startswith(says)
    assert err.count("\n") == 1


def test_a_change_of_marks_or_of_disposition_has_its_clause() -> None:
    assert replay.CLAUSE_OF == {
        "fee": "A7",
        "due": "A4",
        "marks": "B1",
        "answer": "B3",
        "disposition": "C2",
        "valid": "A8",
    }


def test_every_bad_line_stands_on_a_line_of_its_own() -> None:
    code, lines, err = run("{", A_FEE, {"matter": "x", "facts": {}})
    assert (code, err) == (2, "line 1: case: not JSON\nline 3: matter: no such matter\n")
    assert (lines[-1]["replayed"], lines[-1]["refused"]) == (1, 2)


def test_a_case_without_a_name_is_compared_too() -> None:
    _, lines, _ = run({key: value for key, value in A_RELATIVE.items() if key != "case"})
    assert (lines[0]["case"], lines[0]["flips"]) == ("", True)
