"""Two relying units of the small world with their log-ins, at one screen each."""

from typing import Any

from django.test import Client
from tests.cases import world
from tests.cases.world import CLERK, LI, later
from tests.registers.segments import question, segment, unit

from guizheng.conf.browsing import Page
from guizheng.ledger import sequencer
from guizheng.organs import members
from guizheng.organs.models import RelyingUnit
from guizheng.registers import cards, feed, losses, persons, questions
from guizheng.registers.hits import Hit
from guizheng.verify.outcome import Outcome

PASSWORD = "unit-password"


def bank() -> RelyingUnit:
    one = unit(division_id="120101")
    members.add(one, "bank-1", "柜员甲", PASSWORD)
    return one


def post() -> RelyingUnit:
    one = unit("C-310000-01", "gzk_test-post")
    members.add(one, "post-1", "快递员乙", PASSWORD)
    return one


class UnitScreen:
    """A unit's person at a screen, CSRF and all."""

    def __init__(self, login: str = "bank-1", *, english: bool = False, password: str = PASSWORD) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if english:
            self.client.cookies["guizheng_language"] = "en"
        self.page = self.send(self.open("/units/login"), "password", login=login, password=password)

    def open(self, path: str) -> Page:
        return self._page(path, self.client.get(path, follow=True))

    def post(self, path: str, values: dict[str, Any]) -> Page:
        return self._page(path, self.client.post(path, values, follow=True))

    def send(self, page: Page, field: str, **changes: Any) -> Page:
        target, values = page.filled(field, **changes)
        return self.post(target, values)

    def _page(self, path: str, response: Any) -> Page:
        last = response.redirect_chain[-1][0] if response.redirect_chain else path
        return Page(last, response.status_code, response.content.decode())


def lose_li() -> None:
    one = persons.find(LI)
    assert one is not None
    losses.enter(one, cards.of(one), event="lost", source="report", number="GS1", by=CLERK, at=later())
    while sequencer.number(500, [feed.follow], at=later()):
        pass


def asked(answer: Outcome = Outcome.REPORTED_LOST, key: str = "gzk_test-bank", minutes: float = -30) -> str:
    """One question about Li's card, shipped and taken in; its record."""
    name, body = segment(question(world.LI, answer, at=later(minutes=minutes), key=key))
    questions.receive(name, body, at=later(minutes=minutes))
    questions.take(later(minutes=minutes))
    return f"{name}-0"


def hit(key: str = "gzk_test-bank") -> Hit:
    record = asked(key=key)
    return Hit.objects.get(record=record)
