"""A2: only a published, open point accepts; the list is searched by place, by service and by distance."""

from datetime import date, timedelta

import pytest
from tests.organs.conftest import ON

from guizheng.organs import nation, points
from guizheng.organs.models import AcceptancePoint, Authority

HALL = nation.hall_of("120101")


@pytest.fixture
def point(places: None) -> AcceptancePoint:
    return AcceptancePoint.objects.get(authority_id=HALL)


def test_open_from_its_first_day_until_the_day_before_its_last(point: AcceptancePoint) -> None:
    assert point.is_open(point.open_from)
    assert not point.is_open(point.open_from - timedelta(days=1))
    point.open_until = ON
    assert point.is_open(ON - timedelta(days=1))
    assert not point.is_open(ON)


def test_not_open_before_the_list_is_out_or_when_it_never_was(point: AcceptancePoint) -> None:
    point.published_on = ON
    assert point.is_open(ON)
    assert not point.is_open(ON - timedelta(days=1))
    point.published_on = None
    assert not point.is_open(ON)


def test_a_service_it_does_not_offer_and_a_province_it_does_not_serve(point: AcceptancePoint) -> None:
    assert point.offers("remote_intake", ON, "41")
    assert not point.offers("temporary_certificate", ON, "41")
    point.serves = ["41"]
    assert point.offers("remote_intake", ON, "41")
    assert point.offers("loss", ON)
    assert not point.offers("remote_intake", ON, "34")


def test_the_list_by_place_and_service(point: AcceptancePoint) -> None:
    assert [row.authority_id for row in points.open_points(ON, "120101")] == [HALL, "120101501000"]
    assert {row.authority_id[:2] for row in points.open_points(ON, "410000")} == {"41"}
    tianjin = points.open_points(ON, "120000", "temporary_certificate")
    assert {row.authority.kind for row in tianjin} == {"station", "airport_police", "railway_police"}
    assert points.open_points(date(2015, 6, 30)) == []
    AcceptancePoint.objects.filter(pk=point.pk).update(published_on=None)
    assert HALL not in [row.authority_id for row in points.open_points(ON)]


def test_the_nearest_first_and_how_far(point: AcceptancePoint) -> None:
    hall = Authority.objects.get(code=HALL)
    assert hall.lat is not None
    assert hall.lon is not None
    found = points.nearest(hall.lat, hall.lon, ON, "home_intake", limit=3)
    assert found[0][0].authority_id == HALL
    assert found[0][1] < 0.01
    assert [far for _, far in found] == sorted(far for _, far in found)
    assert points.nearest(hall.lat, hall.lon, date(2015, 6, 30)) == []


def test_a_hundred_and_eleven_kilometres_to_a_degree_and_no_place_is_far_away(point: AcceptancePoint) -> None:
    assert points.kilometres(40, 116, Authority(lat=41.0, lon=116.0)) == pytest.approx(111.2, abs=0.1)
    assert points.kilometres(40, 116, Authority()) == float("inf")
