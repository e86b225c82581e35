"""机关名称: what an authority is called, from the name of its division; and both in pinyin for the English screens."""

import re
from functools import cache

from pypinyin import lazy_pinyin

_KIND = re.compile(r"(?:(?:[一-龥]{1,4}族)*自治[县旗州]|地区|林区|特区|新区|[省市县区旗盟])$")
_ENGLISH = {"省": "Province", "市": "City", "区": "District", "县": "County", "旗": "Banner", "州": "Prefecture"}
_MUNICIPALITIES = ("11", "12", "31", "50")


def stem(name: str) -> str:
    """A name without the word for its kind, unless only one character would be left: 中原区 → 中原, 城区 → 城区."""
    short = _KIND.sub("", name)
    return short if len(short) > 1 else name


@cache
def pinyin(text: str) -> str:
    return "".join(lazy_pinyin(text)).capitalize()


def division_en(name: str) -> str:
    """郑州市 → Zhengzhou City."""
    word = _ENGLISH.get(name[-1], "")
    return f"{pinyin(stem(name))} {word}".strip()


def county_authority(name: str, above: str, code: str) -> str:
    """A district has a sub-bureau of its city, every other county-level unit a bureau of its own."""
    if name.endswith("区") and not name.endswith("林区") and above:
        city = above if above.endswith(("市", "州")) else ""
        return f"{city}公安局{stem(name)}分局"
    return f"{name}公安局"


def province_authority(name: str, code: str) -> str:
    return f"{name}公安局" if code[:2] in _MUNICIPALITIES else f"{name}公安厅"
