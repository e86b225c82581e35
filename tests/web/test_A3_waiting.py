"""一次性告知 A3: who was notified waits in a list with its days, and goes on by the notice's number where it stood."""

import pytest
import time_machine
from tests.cases import world
from tests.cases.world import CLERK, Outside
from tests.web.office import at, typed

from guizheng.cases.spine import Case
from guizheng.ledger.models import Paper

pytestmark = pytest.mark.django_db


def test_a_filing_waits_with_its_days_and_goes_on_by_the_notices_number(house: Outside) -> None:
    clerk = at(CLERK)
    clerk.send(typed(clerk, papers=[], evidence=["labour_contract"]), "version")
    one = Case.objects.get()
    assert one.stage == "waiting"
    notice = Paper.objects.get(kind="one_time_notice").number
    with time_machine.travel(world.later(5), tick=False):
        clerk = at(CLERK)
        page = clerk.open("/counter/waiting/")
        assert one.number in page.text
        assert "已告知 5 天" in page.text
        page = clerk.send(clerk.open("/counter/intake/"), "notice", notice=notice)
        page = clerk.send(page, "stay_ground", papers=["residence_permit"])
        page = clerk.send(page, "version")
        page = clerk.send(page, "scanner", scanner="holder", fingers=["right_thumb"])
        page = clerk.send(page, "version")
    assert page.mark("number").attrs["data-case"] == str(one.id)
    one = Case.objects.get()
    assert (one.stage, one.filed_at.date()) == ("review", world.later(5).date())
