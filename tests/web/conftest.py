"""The small world with its officers; the clock stands at its noon, and passwords don't wait for Argon2."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from tests.cases import world
from tests.cases.world import Outside
from tests.web import office

from guizheng.gateways import doors


@pytest.fixture
def house(db: None, quick_passwords: None, settings: Any, tmp_path: Any) -> Iterator[Outside]:
    """Everything a page needs, with the outside as objects behind the doors."""
    settings.SIMULATORS_URL = ""
    world.build()
    systems = Outside()
    for number, name in ((world.LI, "李小红"), (world.WANG, "王建国"), (world.CHILD, "张童")):
        systems.population.people[number] = world.on_file(number, name)
    world.card(world.enter(systems.population.people[world.LI]))
    world.card(world.enter(systems.population.people[world.WANG]), end=world.later(30).date())
    office.staff()
    with doors.instead(**systems.doors()), time_machine.travel(world.NOON, tick=False):
        yield systems
