"""挂失 in a real browser: reported at a counter away from home, lifted with the card in hand, page by page."""

from datetime import date

from playwright.sync_api import Browser
from tests.browser.test_reissue_in_chromium import CLERK, Screen, logged_in

from guizheng.conf.demo_tour import role


def reported(clerk: Screen, id_number: str) -> None:
    clerk.open("/counter/loss/")
    clerk.keep("loss-1-start")
    clerk.send("id_number", "button", id_number=id_number)
    clerk.send("finger", scanner="holder")
    clerk.keep("loss-2-entry")
    clerk.send("event", event="stolen", lost_on="2026-01-05", lost_where="天津站", contact="10000000000")
    clerk.keep("loss-3-ruling")
    with clerk.page.expect_navigation():
        clerk.page.locator("#report").click()
    assert clerk.page.locator("#number").get_attribute("data-outcome") == "accept"
    clerk.keep("loss-4-done")


def test_a_loss_is_reported_and_lifted(house: str, chromium: Browser) -> None:
    # Only the number is used, and it is the same whatever the day.
    id_number = role("too_early", date(2026, 1, 1)).person.id_number
    with logged_in(chromium, house, *CLERK) as clerk:
        reported(clerk, id_number)
        clerk.open("/counter/lifting/")
        clerk.keep("lifting-1-start")
        clerk.send("id_number", "button", id_number=id_number)
        clerk.send("finger", scanner="holder")
        clerk.keep("lifting-2-entry")
        clerk.send("card_shown", card_shown="yes")
        clerk.keep("lifting-3-ruling")
        with clerk.page.expect_navigation():
            clerk.page.locator("#lift").click()
        assert clerk.page.locator("#number").get_attribute("data-outcome") == "lift"
        clerk.keep("lifting-4-done")
