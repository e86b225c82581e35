"""读卡器: the reader on the counter: the chip's text block, its photograph, and the 卡体管理号."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from guizheng.gateways.answers import Silence, Unknown
from guizheng.gateways.chip import ChipError, ChipText, parse_text_block
from guizheng.gateways.line import Line


class Laid(StrEnum):
    """What lies on the reader: a card it can read, none, or one whose chip does not answer."""

    CARD = "card"
    NONE = "none"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRead:
    """On the wire, as the device gives it: bytes as base64."""

    laid: Laid
    text: bytes = b""
    photograph: bytes = b""
    fingerprint: bytes = b""
    dn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRead:
    """A card that was read. `fingerprint` says whether the chip holds prints; `dn` is '' when the reader can't tell."""

    chip: ChipText
    photograph: bytes
    fingerprint: bool
    dn: str


class CardReader(Protocol):
    def read(self, reader: str) -> CardRead | Laid | Unknown: ...


class HttpCardReader:
    def __init__(self, url: str) -> None:
        self.line = Line("card_reader", url)

    def read(self, reader: str) -> CardRead | Laid | Unknown:
        """The card on the reader of this name; `Laid.NONE` or `Laid.UNREADABLE` when there is nothing to be had."""
        heard = self.line.read("read", {"reader": reader}, RawRead)
        if isinstance(heard, Unknown):
            return heard
        if heard.laid is not Laid.CARD:
            return heard.laid
        try:
            chip = parse_text_block(heard.text)
        except ChipError:
            return Unknown("card_reader", Silence.GARBLED)
        return CardRead(chip=chip, photograph=heard.photograph, fingerprint=bool(heard.fingerprint), dn=heard.dn)
