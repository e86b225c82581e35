"""用词: the screens are written in Chinese; a table says them in English. A house test finds what is missing."""

import re
from functools import lru_cache

from django.utils.translation import get_language

from guizheng.web.english import EN

_CJK = "\u2018-\u201d\u3001-\u303f\u3400-\u9fff\uff01-\uff60"
_MARKS = str.maketrans(",:;?!", "，：；？！")
_MARK = re.compile(rf"(?<=[{_CJK}])[,:;?!]|[,:;?!](?=[{_CJK}])")
_PAIR = re.compile(rf"(?<=[{_CJK}])\(([^()]*)\)|\(([^()]*[{_CJK}][^()]*)\)")


def lang() -> str:
    """The language of this response: ``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(text: str, /, **values: object) -> str:
    """The sentence in the language of this response, its {places} filled."""
    said = EN.get(text, text) if lang() == "en" else typeset(text)
    return said.format(**values) if values else said


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """排版: in Chinese text the marks are full-width, as print has them; numbers, dates and codes stay as they are."""
    paired = _PAIR.sub(lambda found: f"（{found[1] if found[1] is not None else found[2]}）", text)
    return _MARK.sub(lambda found: found[0].translate(_MARKS), paired)


def chosen(zh: str, en: str) -> str:
    """One of two sentences that come with both languages."""
    return en if lang() == "en" else typeset(zh)
