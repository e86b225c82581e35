"""字形: can the font draw every character of a paper? A name with a hole in it is no name."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import noto_cjk_sans_otc

FACE = "Noto Sans CJK SC"


class MissingGlyphError(ValueError):
    """The font lacks characters: they are named by character and code point, with nothing around them."""


def font_folder() -> Path:
    return Path(noto_cjk_sans_otc.__file__).parent


@lru_cache(maxsize=1)
def drawable() -> frozenset[int]:
    """The code points that the font's simplified Chinese face can draw."""
    from fontTools.ttLib import TTCollection  # slow to load: only for who prints

    (path,) = font_folder().glob("*.ttc")
    with TTCollection(str(path), lazy=True) as fonts:
        for font in fonts:
            if font["name"].getDebugName(4) in {FACE, f"{FACE} Regular"}:
                return frozenset(font.getBestCmap())
    raise RuntimeError(f"{path.name}: no face {FACE}")


def missing(texts: Iterable[str]) -> list[str]:
    """The characters that cannot be drawn, once each."""
    characters = {character for text in texts for character in text}
    return sorted(one for one in characters if ord(one) not in drawable() and not _invisible(one))


def check(texts: Iterable[str]) -> None:
    """Raise MissingGlyphError unless every character can be drawn."""
    holes = missing(texts)
    if holes:
        named = "、".join(f"{one}(U+{ord(one):04X})" for one in holes)
        raise MissingGlyphError(f"字库缺字,文书不能打印:{named}。请改用扩展字库。The font lacks: {named}")


def _invisible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) == "Cf"
