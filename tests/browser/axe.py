"""无障碍: axe-core over the page as it stands. It comes in past the content policy, which holds for pages alone."""

import json
from importlib.resources import files

from playwright.sync_api import Page

SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# The stylesheet is not fetched again, so nothing is asked of the network.
RUN = "axe.run(document, {preload: false, resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"


def violations(page: Page) -> list[str]:
    """Every rule that the page breaks, with the first element that breaks it."""
    page.evaluate(SOURCE)
    return [f"{one['id']}: {one['help']} at {one['nodes'][0]['html'][:120]}" for one in json.loads(page.evaluate(RUN))]
