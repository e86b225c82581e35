"""The door to each outside system, at the address that the settings name. Tests put another system behind a door."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from guizheng.gateways.card_reader import CardReader, HttpCardReader
from guizheng.gateways.credit import Credit, HttpCredit
from guizheng.gateways.fingerprint import Fingerprint, HttpFingerprint
from guizheng.gateways.notice import HttpNotice, Notice
from guizheng.gateways.payment import HttpPayment, Payment
from guizheng.gateways.population import HttpPopulation, Population
from guizheng.gateways.production import HttpProduction, Production

_ADAPTERS: dict[str, Callable[[str], Any]] = {
    "population": HttpPopulation,
    "credit": HttpCredit,
    "fingerprint": HttpFingerprint,
    "production": HttpProduction,
    "notice": HttpNotice,
    "payment": HttpPayment,
    "card_reader": HttpCardReader,
}
_opened: dict[tuple[str, str], Any] = {}
_instead: dict[str, Any] = {}


def _door(name: str) -> Any:
    if name in _instead:
        return _instead[name]
    key = name, settings.GATEWAYS[name]
    if key not in _opened:
        _opened[key] = _ADAPTERS[name](key[1])
    return _opened[key]


@contextmanager
def instead(**systems: Any) -> Iterator[None]:
    """For tests: another object behind the doors of these names."""
    before = dict(_instead)
    _instead.update(systems)
    try:
        yield
    finally:
        _instead.clear()
        _instead.update(before)


def population() -> Population:
    door: Population = _door("population")
    return door


def credit() -> Credit:
    door: Credit = _door("credit")
    return door


def fingerprint() -> Fingerprint:
    door: Fingerprint = _door("fingerprint")
    return door


def production() -> Production:
    door: Production = _door("production")
    return door


def notice() -> Notice:
    door: Notice = _door("notice")
    return door


def payment() -> Payment:
    door: Payment = _door("payment")
    return door


def card_reader() -> CardReader:
    door: CardReader = _door("card_reader")
    return door
