"""The story's browser sends what a browser would send, and its bank hears every changed answer."""

import time
from typing import Any

import pytest

from guizheng.conf.bank import Presented, until, watching
from guizheng.conf.browsing import Page, StoryError

FORM = """<form action="/go"><input type="hidden" name="csrf" value="c"><input name="t" value="one">
<input type="checkbox" name="a" value="1" checked><input type="checkbox" name="a" value="2">
<input type="radio" name="r" value="x"><input type="radio" name="r" value="y" checked>
<select name="s"><option value="p">P</option><option value="q" selected>Q</option></select>
<textarea name="w">two</textarea><input type="file" name="f"></form><p id="t-says">wrong</p>"""


def test_a_form_sends_what_stands_in_it() -> None:
    target, sent = Page("http://house/here/", 200, FORM).filled("t", t="new", csrf=None)
    assert target == "http://house/go"
    assert sent == {"t": "new", "a": ["1"], "r": ["y"], "s": ["q"], "w": ["two"]}


def test_a_page_without_the_form_says_what_it_says_instead() -> None:
    with pytest.raises(StoryError, match="no form with z; wrong"):
        Page("http://house/here/", 422, FORM).form("z")


class Bank:
    """Answers in turn; the last one for ever. The control is always asked for by the name of control."""

    def __init__(self, *answers: str, control: str = "clear") -> None:
        self.answers, self.control = list(answers), control

    def ask(self, card: Presented) -> str:
        if card.name == "control":
            return self.control
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _watched(bank: Any, last: str) -> Any:
    card, control = Presented("", "card", "", ""), Presented("", "control", "", "")
    with watching(bank, card, control) as watch:
        until(watch, last, 2.0)
        time.sleep(0.03)
    return watch


def test_every_change_is_heard_in_order() -> None:
    watch = _watched(Bank("clear", "clear", "mismatch", "reported_lost"), "reported_lost")
    assert watch.answers == ["clear", "mismatch", "reported_lost"]
    assert watch.control_wrong == ""


def test_a_control_that_changes_is_heard() -> None:
    assert _watched(Bank("clear", control="expired"), "clear").control_wrong == "expired"


def test_an_answer_that_never_comes_ends_the_story() -> None:
    with pytest.raises(StoryError, match="the answer stays"):
        _watched(Bank("clear"), "reported_lost")
