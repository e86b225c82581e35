"""补领 in a real browser: taken in at 天津, signed off at 郑州, made, checked and handed over, page by page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from guizheng.conf.demo_tour import tour_people

SCREENSHOTS = Path(__file__).resolve().parents[2] / "test-output" / "browser"
PASSWORD = "guizheng-demo"
CLERK, SIGNER, ISSUER = ("120001", "reception"), ("410002", "sign"), ("120003", "issue")
PATIENCE = 60_000


class Screen:
    """One officer's screen. Whatever the page itself complains of (a script, a blocked source) fails the test."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.wrong = page, url, list[str]()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def open(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def form(self, field: str) -> Locator:
        return self.page.locator(f"form:has([name='{field}'])").first

    def send(self, field: str, button: str = "button", **values: Any) -> None:
        """Fill in the form that has this field, as a hand would, and press its button."""
        form = self.form(field)
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                self._enter(form, name, one)
        with self.page.expect_navigation():
            form.locator(button).first.click()

    def _enter(self, form: Locator, name: str, value: str) -> None:
        field = form.locator(f"[name='{name}']").first
        kind = field.evaluate("one => one.type")
        if kind == "checkbox" or kind == "radio":
            one = f"[name='{name}']" if value == "on" else f"[name='{name}'][value='{value}']"
            form.locator(one).first.check(force=True)
        elif kind == "select-one" or kind == "select-multiple":
            field.select_option(value)
        else:
            field.fill(value)

    def keep(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def stage(self) -> str:
        return self.page.locator("#stage").first.get_attribute("data-stage") or ""


@contextmanager
def logged_in(chromium: Browser, url: str, number: str, post: str) -> Iterator[Screen]:
    """登录 under one appointment, in a browser profile of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    screen = Screen(context.new_page(), url)
    screen.open("/login")
    screen.send("password", number=number, password=PASSWORD)
    if screen.page.url.endswith("/appointment"):
        value = screen.page.locator(f"[data-post='{post}']").first.get_attribute("value") or ""
        screen.send("appointment", appointment=value)
    yield screen
    context.close()
    assert screen.wrong == []


def test_a_lost_card_is_made_again(house: str, chromium: Browser) -> None:
    # Only numbers and names are used, and they are the same whatever the day.
    person = next(one.person for one in tour_people(date(2026, 1, 1)) if one.role.startswith("story"))
    with logged_in(chromium, house, *CLERK) as clerk:
        clerk.keep("01-desk")
        case = take_in(clerk, person.id_number)
        clerk.open(f"/case/{case}/")
        clerk.send("means", means="cash")
        clerk.keep("08-paid")
    with logged_in(chromium, house, *SIGNER) as signer:
        signer.open(f"/desk/signoff/{case}/")
        signer.keep("09-signoff")
        ticks = {
            f"sign_off-{name}": "on" for name in ("identity_confirmed", "photo_fit", "prints_fit", "particulars_right")
        }
        signer.send("sign_off-password", **ticks, **{"sign_off-password": PASSWORD})
        assert signer.stage() in {"signed", "ordered", "made"}
    with logged_in(chromium, house, *ISSUER) as issuer:
        collect(issuer, case)


def take_in(clerk: Screen, id_number: str) -> str:
    """受理: reader, request, searches, portrait, ruling; the id of the case."""
    clerk.open("/counter/intake/")
    clerk.keep("02-start")
    clerk.send("id_number", "[name=read]", id_number=id_number)
    clerk.keep("03-person")
    clerk.send("said_name")
    clerk.keep("04-request")
    clerk.send(
        "stay_ground",
        request="reissue",
        papers=["household_register"],
        stay_ground="work",
        evidence=["labour_contract"],
        contact="10000000000",
        present_address="天津市和平区南京路1号",
    )
    clerk.keep("05-searches")
    clerk.page.locator("main form:has(button)").last.locator("button").first.click()
    clerk.page.wait_for_selector("[name='scanner']")
    clerk.keep("06-portrait")
    clerk.send("scanner", scanner="holder", fingers=["right_thumb", "left_thumb"])
    assert "/ruling" in clerk.page.url
    clerk.keep("07-ruling")
    clerk.send("version")
    number = clerk.page.locator("#number")
    expect(number).to_have_text(re.compile(r"\d{22}"))
    return number.get_attribute("data-case") or ""


def collect(issuer: Screen, case: str) -> None:
    """到达核验 and 核验发放, once the centre has made the card."""
    for _ in range(200):
        issuer.open(f"/counter/collection/{case}/")
        if issuer.stage() == "made":
            break
        issuer.page.wait_for_timeout(300)
    issuer.keep("10-made")
    issuer.send("record_arrival-fit", **{"record_arrival-fit": "on"})
    issuer.open(f"/counter/collection/{case}/")
    issuer.keep("11-ready")
    issuer.send("hand_over-receipt", **{"hand_over-new_card_checked": "on", "hand_over-scanner": "holder"})
    assert issuer.stage() == "collected"
    issuer.keep("12-collected")
