"""指纹比对: is this the print of the person on the register? An aid to the officer, and the scanner on the counter."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from guizheng.gateways.answers import Unknown
from guizheng.gateways.line import Line

FINGERS = (
    "right_thumb",
    "left_thumb",
    "right_index",
    "left_index",
    "right_middle",
    "left_middle",
    "right_ring",
    "left_ring",
    "right_little",
    "left_little",
)
"""In the order in which they are registered: normally the two thumbs, one finger a hand."""


class Comparison(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    NONE_ON_FILE = "none_on_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    result: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What the scanner gave: an opaque sample, '' when the finger gave no features."""

    finger: str
    sample: str


class Fingerprint(Protocol):
    def compare(self, id_number: str, finger: str, sample: str) -> Comparison | Unknown: ...

    def scan(self, scanner: str, finger: str) -> Scan | Unknown: ...


class HttpFingerprint:
    def __init__(self, url: str) -> None:
        self.line = Line("fingerprint", url)

    def compare(self, id_number: str, finger: str, sample: str) -> Comparison | Unknown:
        """One finger against the registered print of that finger."""
        asked = {"id_number": id_number, "finger": finger, "sample": sample}
        heard = self.line.read("compare", asked, Compared)
        return heard if isinstance(heard, Unknown) else heard.result

    def scan(self, scanner: str, finger: str) -> Scan | Unknown:
        """The finger that lies on the scanner of this name now."""
        return self.line.read("scan", {"scanner": scanner, "finger": finger}, Scan)
