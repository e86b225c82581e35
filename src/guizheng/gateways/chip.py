"""芯片文字信息: the text block of a card's chip, 256 bytes, UTF-16LE, fixed width, read and written byte for byte."""

from dataclasses import dataclass
from datetime import date

BLOCK_BYTES = 256
LONG_TERM = "长期"
FIELDS = {
    "name": (0, 30),
    "sex": (30, 2),
    "ethnicity": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "id_number": (122, 36),
    "issuer": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "reserve": (220, 36),
}
"""Name -> (first byte, bytes)."""


class ChipError(ValueError):
    """The block can't be read; names the field, never its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipText:
    """What the chip says. Null `valid_to` is 长期."""

    name: str
    sex: str
    ethnicity: str
    birth: date
    address: str
    id_number: str
    issuer: str
    valid_from: date
    valid_to: date | None


def parse_text_block(block: bytes) -> ChipText:
    """The ten fields of a text block; ChipError for a wrong length, text that is none, or a date that can't be."""
    if len(block) != BLOCK_BYTES:
        raise ChipError(f"text block: {len(block)} bytes, not {BLOCK_BYTES}")
    text = {name: _text(block, name) for name in FIELDS}
    return ChipText(
        name=text["name"],
        sex=text["sex"],
        ethnicity=text["ethnicity"],
        birth=_date(text, "birth"),
        address=text["address"],
        id_number=text["id_number"].upper(),
        issuer=text["issuer"],
        valid_from=_date(text, "valid_from"),
        valid_to=None if text["valid_to"] == LONG_TERM else _date(text, "valid_to"),
    )


def text_block(chip: ChipText) -> bytes:
    """The block of a card that says this; what does not fit is cut at whole characters, as on a real card."""
    valid_to = LONG_TERM if chip.valid_to is None else f"{chip.valid_to:%Y%m%d}"
    values = {
        "name": chip.name,
        "sex": chip.sex,
        "ethnicity": chip.ethnicity,
        "birth": f"{chip.birth:%Y%m%d}",
        "address": chip.address,
        "id_number": chip.id_number,
        "issuer": chip.issuer,
        "valid_from": f"{chip.valid_from:%Y%m%d}",
        "valid_to": valid_to,
        "reserve": "",
    }
    return b"".join(_fixed(values[name], width) for name, (_, width) in FIELDS.items())


def _text(block: bytes, name: str) -> str:
    first, width = FIELDS[name]
    try:
        return block[first : first + width].decode("utf-16-le").rstrip(" \0")
    except UnicodeDecodeError:
        raise ChipError(f"{name}: not UTF-16") from None


def _date(text: dict[str, str], name: str) -> date:
    try:
        return date(int(text[name][:4]), int(text[name][4:6]), int(text[name][6:]))
    except ValueError:
        raise ChipError(f"{name}: not a date") from None


def _fixed(value: str, width: int) -> bytes:
    encoded = value.encode("utf-16-le")
    while len(encoded) > width:
        value = value[:-1]
        encoded = value.encode("utf-16-le")
    return encoded + " ".encode("utf-16-le") * ((width - len(encoded)) // 2)
