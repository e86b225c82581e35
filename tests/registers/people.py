"""A person and cards for the tests of the registers: a reserved sequence, a right check digit."""

from datetime import date, datetime, timedelta, timezone

from guizheng.law.id_number import check_digit
from guizheng.ledger.hands import Hand
from guizheng.registers import cards, population
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person, PersonData

SHANGHAI = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
CLERK = Hand("120001", "陈受理", post="reception", authority="120101001000", division="120101")


def number(seventeen: str = "41010219900307912") -> str:
    return seventeen + check_digit(seventeen)


def data(seventeen: str = "41010219900307912", name: str = "李小红", home: str = "410102") -> PersonData:
    return PersonData(
        id_number=number(seventeen),
        name=name,
        sex="2",
        ethnicity="01",
        birth_date=date(1990, 3, 7),
        home_division=home,
        address="河南省郑州市中原区桐柏路1号",
    )


def person(seventeen: str = "41010219900307912", name: str = "李小红") -> Person:
    return population.enter(data(seventeen, name), by=CLERK, at=NOON)


def made(one: Person, start: date = date(2015, 1, 1), years: int = 20, dn: str = "") -> Card:
    return cards.make(
        one,
        valid_from=start,
        valid_to=start.replace(year=start.year + years),
        dn=dn or f"DN{start:%Y%m%d}",
        issuer="410102000000",
        fingerprint=True,
        by=CLERK,
        at=NOON,
    )


def standing(one: Person, start: date = date(2015, 1, 1), years: int = 20) -> Card:
    return cards.hand_over(made(one, start, years), by=CLERK, at=NOON)
