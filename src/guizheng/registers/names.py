"""姓名检索: what a name is found by: its characters and pairs of characters, and its pinyin initials."""

import unicodedata
from functools import lru_cache

# Surnames read otherwise than the same character elsewhere.
_SURNAMES = {
    "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "曾": "z", "盖": "g", "缪": "m", "乐": "y", "朴": "p",
    "翟": "z", "葛": "g", "覃": "q", "冼": "x", "种": "c", "召": "s", "黑": "h", "尉": "w", "折": "s", "繁": "p",
    "员": "y", "万": "w", "宓": "m", "薄": "b", "秘": "b", "句": "g", "重": "c", "行": "x", "晟": "c", "祭": "z",
}  # fmt: skip
_TWO_CHARACTER_SURNAMES = {"尉迟": "yc", "长孙": "zs", "万俟": "mq", "澹台": "tt", "单于": "cy", "宿勤": "sq"}


def plain(name: str) -> str:
    """A name without blanks and dots, in one width and case."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(character for character in folded if character.isalnum()).upper()


def grams(name: str) -> str:
    """Characters and pairs of neighbours between blanks: ' 李 小 红 李小 小红 '; at most 240 characters."""
    text = plain(name)
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    kept = f" {' '.join([*text, *pairs])} "
    return kept if len(kept) <= 240 else f"{kept[:239].rsplit(' ', 1)[0]} "


@lru_cache(maxsize=20_000)
def _initial(character: str) -> str:
    if character.isascii():
        return character.lower()
    from pypinyin import Style, lazy_pinyin  # a quarter of a second: only for who names somebody

    read: list[str] = lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore", strict=False)
    return read[0][:1].lower() if read else ""


def initials(name: str) -> str:
    """Pinyin initials, the surname as surnames are read: 单小红 -> sxh."""
    text = plain(name)
    if text[:2] in _TWO_CHARACTER_SURNAMES:
        return (_TWO_CHARACTER_SURNAMES[text[:2]] + "".join(_initial(one) for one in text[2:]))[:30]
    first = _SURNAMES.get(text[:1]) or _initial(text[:1]) if text else ""
    return (first + "".join(_initial(one) for one in text[1:]))[:30]


def mask(name: str) -> str:
    """姓名脱敏: 李小红 -> 李*红, 李红 -> 李*; what a page shows until a purpose is on record."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
