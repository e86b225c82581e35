"""用词: every Chinese sentence of the windows has its English, and no template speaks outside the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from tests.cases import world
from tests.cases.world import Outside
from tests.web.office import at, typed

import guizheng.web
from guizheng.law.procedure import Act, Issued, Post, Stage
from guizheng.web import words
from guizheng.web.english import EN

WEB = Path(guizheng.web.__file__).parent
CJK = re.compile(r"[\u3400-\u9fff]")
SAID = re.compile(r"""{% say (["'])(.+?)\1""")
# The mark, the switch back to Chinese, and the page that stands when everything else has fallen.
SPOKEN_ALONE = {"base.html": {"归证", "中文"}, "500.html": None}
NOT_SENTENCES = {"words.py"}


def templates() -> list[Path]:
    return sorted(WEB.rglob("*.html"))


def said_in_templates() -> Iterator[str]:
    for path in templates():
        yield from (found[2] for found in SAID.finditer(path.read_text()))


def said_in_python() -> Iterator[str]:
    """Every Chinese text in the room's code that is no docstring and no pair of both languages."""
    for path in sorted(WEB.rglob("*.py")):
        if path.parent.name == "english" or path.name in NOT_SENTENCES:
            continue
        tree = ast.parse(path.read_text())
        passed: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                passed.add(id(node.value))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Says":
                passed |= {id(part) for part in ast.walk(node)}
        for node in ast.walk(tree):
            said = node.value if isinstance(node, ast.Constant) and id(node) not in passed else None
            if isinstance(said, str) and CJK.search(said) and not said.startswith("<svg"):
                yield said


def test_every_sentence_has_its_english() -> None:
    said = {*said_in_templates(), *said_in_python()}
    assert len(said) > 250
    assert sorted(said - EN.keys()) == []


def test_no_english_stands_for_a_sentence_that_nobody_says() -> None:
    services = {"异地换领、补领", "本地申领、换领、补领", "挂失申报", "丢失招领", "临时居民身份证", "临时身份证明"}
    assert sorted(EN.keys() - {*said_in_templates(), *said_in_python()} - services) == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_speaks_outside_the_table(path: Path) -> None:
    allowed = SPOKEN_ALONE.get(path.name, set())
    if allowed is None:
        return
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text())
    found = set(re.findall(r"[\u3400-\u9fff]+", text))
    assert found <= allowed


def test_places_in_a_sentence_are_the_same_in_both_languages() -> None:
    for zh, en in EN.items():
        assert set(re.findall(r"{\w+}", zh)) == set(re.findall(r"{\w+}", en)), zh


@pytest.mark.parametrize("kind", [Act, Stage, Post, Issued])
def test_the_laws_words_have_both_labels(kind: type[Act]) -> None:
    assert all((word.zh and word.en and not CJK.search(word.en)) or word.value == "none" for word in kind)


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("请更正,已保留", "请更正，已保留"),
        ("《意见》二(一)3", "《意见》二（一）3"),
        ("延长(不超过30日):说明", "延长（不超过30日）：说明"),
        ("JPEG,358×441;未选择", "JPEG,358×441；未选择"),
        ("2026-11-23 14:05, ok (x); 3,000", "2026-11-23 14:05, ok (x); 3,000"),
    ],
)
def test_chinese_text_has_the_marks_of_print(text: str, set_: str) -> None:
    assert words.typeset(text) == set_


def test_the_switch_decides_and_chinese_is_first() -> None:
    assert words.say("待办") == "待办"
    with translation.override("en"):
        assert words.say("待办") == "My desk"


@pytest.mark.django_db
def test_the_counter_speaks_english_when_switched(house: Outside) -> None:
    page = typed(at(world.CLERK, english=True))
    assert "Accept: form and receipt" in page.text
    chinese = set(re.findall(r">([^<]*[\u3400-\u9fff][^<]*)<", page.text))
    names = ("《", "号", "归证", "中文", "省", "市", "局", "厅", "李", "韩", "委豫津", "民法典")
    assert [text for text in chinese if not any(name in text for name in names)] == []
