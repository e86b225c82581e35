"""本地申办 B1: the same pages at a counter of the home county."""

import pytest
from tests.cases.world import HOME_CLERK, Outside
from tests.web.office import at, typed

pytestmark = pytest.mark.django_db


def test_through_the_pages_of_the_same_counter(house: Outside) -> None:
    clerk = at(HOME_CLERK)
    asked = {"papers": ["household_register"], "stay_ground": "none", "evidence": []}
    ruling = typed(clerk, **asked)
    assert "当场受理" in ruling.text
    page = clerk.send(ruling, "version")
    case = page.mark("number").attrs["data-case"]
    assert "居民身份证申领登记表" in clerk.open(f"/case/{case}/").text
