"""The small world and the outside behind the doors, for every test of the cases."""

from collections.abc import Iterator

import pytest
from tests.cases import world
from tests.cases.world import Outside

from guizheng.gateways import doors


@pytest.fixture
def outside(request: pytest.FixtureRequest) -> Iterator[Outside]:
    marker = request.node.get_closest_marker("django_db")
    request.getfixturevalue("transactional_db" if marker and marker.kwargs.get("transaction") else "db")
    world.build()
    systems = Outside()
    for number, name in ((world.LI, "李小红"), (world.WANG, "王建国"), (world.CHILD, "张童")):
        systems.population.people[number] = world.on_file(number, name)
    world.card(world.enter(systems.population.people[world.LI]))
    world.card(world.enter(systems.population.people[world.WANG]), end=world.later(30).date())
    with doors.instead(**systems.doors()):
        yield systems
