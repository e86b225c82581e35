"""规则的写法: what a declaration must say, three-valued logic, and what a book does with an unknown."""

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from guizheng.law import matters
from guizheng.law import rules as declared
from guizheng.law.clauses import CLAUSES, SOURCES, citation
from guizheng.law.rules import ALL, Book, Kind, Rule, Said, Unknown, rule, unknown_and, unknown_not, unknown_or
from guizheng.law.rulings import Words


@dataclass(frozen=True)
class View:
    value: Any


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book of its own; what is declared in a test is forgotten after it."""
    monkeypatch.setattr(declared, "ALL", [])
    return Book("test", Words("尾。", "Tail."))


def declare(book: Book, kind: Kind, code: str = "code", **given: Any) -> None:
    def ask(view: View) -> Any:
        return view.value

    ask.__doc__ = "说{x}\nsays {x}\n办\nremedy" if kind is Kind.GROUND else "说{x}\nsays {x}"
    rule("A1", code, kind, book, **given)(ask)


def test_a_rule_without_a_clause_is_no_rule(book: Book) -> None:
    with pytest.raises(ValueError, match="no such clause: Z9"):
        rule("Z9", "code", Kind.GROUND, book)


def test_a_rule_without_its_message_is_no_rule(book: Book) -> None:
    for doc in (None, "一行", "一\none\n", "一\none\n办\n"):

        def ask(view: View) -> bool:
            return True

        ask.__doc__ = doc
        with pytest.raises(ValueError, match="docstring is its message"):
            rule("A1", "code", Kind.GROUND, book)(ask)


def test_a_code_stands_once_in_a_book(book: Book) -> None:
    declare(book, Kind.GROUND)
    with pytest.raises(ValueError, match="twice in test"):
        declare(book, Kind.ADVICE)


def test_a_source_must_be_named(book: Book) -> None:
    with pytest.raises(KeyError):
        declare(book, Kind.GROUND, source="hearsay")


def test_broken_with_values(book: Book) -> None:
    declare(book, Kind.GROUND)
    ground = book.ask(View(Said(x="7"))).grounds[0]
    assert ground.says == Words("说7", "says 7")
    assert ground.remedy == Words("办尾。", "remedy Tail.")


def test_chinese_is_printed_with_full_width_punctuation(book: Book) -> None:
    def ask(view: View) -> Any:
        return view.value

    ask.__doc__ = "说,一;二:(三)?!\nsays, one; two: (three)?!\n办,\nremedy,"
    rule("A1", "code", Kind.GROUND, book, unknown=Unknown("owed", "查,", "search,"))(ask)
    ground = book.ask(View(False)).grounds[0]
    assert ground.says == Words("说\uff0c一\uff1b二\uff1a\uff08三\uff09\uff1f\uff01", "says, one; two: (three)?!")
    assert ground.remedy == Words("办\uff0c尾。", "remedy, Tail.")
    assert book.ask(View(None)).missing[0].says == Words("查\uff0c", "search,")


def test_an_unknown_that_nobody_foresaw_is_owed_by_the_office(book: Book) -> None:
    declare(book, Kind.GROUND)
    found = book.ask(View(None))
    assert found.outcome == "pending"
    assert (found.missing[0].code, found.missing[0].by) == ("code_unchecked", "office")
    assert found.missing[0].says.zh.startswith("尚未核实")


def test_a_foreseen_unknown_is_owed_once(book: Book) -> None:
    for code in ("one", "two"):
        declare(book, Kind.APPLICANT, code, unknown=Unknown("search", "查", "search"))
    found = book.ask(View(None))
    assert [(thing.code, thing.by) for thing in found.missing] == [("search", "office")]


def test_advice_changes_no_outcome(book: Book) -> None:
    declare(book, Kind.ADVICE)
    for value in (True, False, None):
        assert book.ask(View(value)).outcome == "accept"
    assert [advice.code for advice in book.ask(View(False)).advice] == ["code"]
    assert book.ask(View(None)).advice == ()


def test_the_order_of_outcomes(book: Book) -> None:
    for kind in (Kind.OFFICE, Kind.APPLICANT, Kind.GROUND):
        declare(book, kind, kind.value)
    assert book.ask(View(True)).outcome == "accept"
    assert book.ask(View(False)).outcome == "refuse"
    book.runs[0][1].pop()
    assert book.ask(View(False)).outcome == "notify"
    book.runs[0][1].pop()
    assert book.ask(View(False)).outcome == "pending"


THREE = (True, False, None)


def test_three_valued_logic() -> None:
    for a, b in product(THREE, THREE):
        known = [value for value in (a, b) if value is not None]
        assert unknown_or(a, b) == (True if True in known else None if len(known) < 2 else False)
        assert unknown_and(a, b) == (False if False in known else None if len(known) < 2 else True)
    assert [unknown_not(value) for value in THREE] == [False, True, None]


def test_every_rule_of_the_law_has_words_in_both_languages() -> None:
    assert matters.MATTERS  # imports every room, and so declares every rule
    assert ALL
    for known in ALL:
        check_words(known)


def check_words(known: Rule) -> None:
    assert known.clause in CLAUSES
    assert not CLAUSES[known.clause].no_rule
    assert known.books
    for words in (known.says, known.remedy) if known.kind is Kind.GROUND else (known.says,):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words.zh), known.code
        assert words.en.isascii(), known.code
    if known.unknown:
        assert known.unknown.en.isascii()
        assert known.unknown.code


def test_a_source_and_a_clause_never_share_a_key() -> None:
    assert not set(CLAUSES) & set(SOURCES)
    assert citation("A3") == "《意见》二(一)3"
    assert citation("law-11") == "《居民身份证法》第十一条"
    assert citation("ten-3-4") == "《居民身份证异地受理工作十条准则》第三条第(四)项"
    assert citation("norm-84") == "公通字〔2021〕12号第八十四条"
    with pytest.raises(KeyError):
        citation("nowhere")


def test_every_clause_once() -> None:
    assert list(CLAUSES) == [
        "P0",
        "G1",
        "G2",
        "G3",
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
        "A8",
        "B1",
        "B2",
        "B3",
        "B4",
        "C1",
        "C2",
        "C3",
        "D1",
        "D2",
        "D3",
        "D4",
    ]
    assert len({clause.citation for clause in CLAUSES.values()}) == len(CLAUSES)
    assert [key for key, clause in CLAUSES.items() if clause.no_rule] == ["P0", "G1"]
