"""用词: the screens are written in Chinese; this table says them in English. A house test finds what is missing."""

from django.utils.translation import get_language

from guizheng.web.english import EN


def lang() -> str:
    """The language of this response: ``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def say(text: str, /, **values: object) -> str:
    """The sentence in the language of this response, its {places} filled."""
    said = EN.get(text, text) if lang() == "en" else text
    return said.format(**values) if values else said
