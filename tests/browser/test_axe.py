"""无障碍: the check itself finds what is planted."""

from playwright.sync_api import Browser
from tests.browser.axe import violations


def test_a_planted_fault_is_found(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        "<html lang='zh'><title>x</title><main><h1>x</h1><input><p style='color:#ccc'>too faint</p></main></html>"
    )
    found = violations(page)
    assert {one.partition(":")[0] for one in found} == {"label", "color-contrast"}, found
    page.set_content("<html lang='zh'><title>x</title><main><h1>x</h1><label>y <input></label></main></html>")
    assert violations(page) == []
    page.close()
