"""人口信息: the national population information system. One person by ID number, the photograph, the search 1:N."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from guizheng.gateways.answers import NotOnFile, Unknown
from guizheng.gateways.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOnFile:
    """One card of a person; null `valid_to` is 长期; `dn` is the 卡体管理号, `issuer` the 签发机关 as printed."""

    valid_from: date
    valid_to: date | None
    fingerprint: bool = False
    bilingual: bool = False
    dn: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOnFile:
    """What the population register says of one person.

    sex 1 | 2, ethnicity GB/T 3304, status alive | deceased | missing | cancelled, capacity by_age | full | limited |
    none, script: of the bilingual card, '' for none. `prints` are the fingers registered; `number_sound` is false where
    two persons share a number or it is wrong.
    """

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    home_division: str
    home_station: str = ""
    address: str = ""
    phone: str = ""
    status: str = "alive"
    active_service: bool = False
    capacity: str = "by_age"
    photo_on_file: bool = True
    number_sound: bool = True
    script: str = ""
    prints: tuple[str, ...] = ()
    cards: tuple[CardOnFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """The 1:N search by portrait and prints: how many others look like this person (2021 norm, art. 9)."""

    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """On the wire: a person, or null for none."""

    person: PersonOnFile | None


class Population(Protocol):
    def person(self, id_number: str) -> PersonOnFile | NotOnFile | Unknown: ...

    def photograph(self, id_number: str) -> Photograph | NotOnFile | Unknown: ...

    def search(self, id_number: str, portrait: str, prints: tuple[str, ...] = ()) -> SearchAnswer | Unknown: ...


class HttpPopulation:
    def __init__(self, url: str) -> None:
        self.line = Line("population", url)

    def person(self, id_number: str) -> PersonOnFile | NotOnFile | Unknown:
        heard = self.line.read("person", {"id_number": id_number}, Found)
        if isinstance(heard, Unknown):
            return heard
        return heard.person or NotOnFile()

    def photograph(self, id_number: str) -> Photograph | NotOnFile | Unknown:
        heard = self.line.read("photograph", {"id_number": id_number}, Photograph)
        if isinstance(heard, Unknown):
            return heard
        return heard if heard.content else NotOnFile()

    def search(self, id_number: str, portrait: str, prints: tuple[str, ...] = ()) -> SearchAnswer | Unknown:
        """Persons other than this one whose portrait or prints agree; `portrait`: digest of the picture."""
        asked = {"id_number": id_number, "portrait": portrait, "prints": prints}
        return self.line.read("search", asked, SearchAnswer)
