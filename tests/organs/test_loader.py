"""装入: the whole nation once, and never over a nation that stands."""

import pytest

from guizheng.organs import divisions, loader, nation
from guizheng.organs.authorities import authority, production_centre
from guizheng.organs.models import AcceptancePoint, Authority, Division, Entrustment, Jurisdiction, Officer


@pytest.mark.django_db
def test_the_whole_nation_is_written_once() -> None:
    assert loader.load()
    counts = [model.objects.count() for model in (Division, Authority, Jurisdiction, AcceptancePoint, Entrustment)]
    assert counts == [7197, 14735, 2851, 5804, 930]
    assert divisions.standing().count() == 34 + 333 + 2847
    assert Officer.objects.filter(demo=True).count() == 20
    assert not loader.load()
    assert Division.objects.count() == 7197


@pytest.mark.usefixtures("places")
def test_names_and_doors() -> None:
    assert divisions.name_of("410105") == "河南省郑州市金水区"
    assert divisions.name_of("419001") == "河南省济源市"
    assert divisions.name_of("110103") == "崇文区"
    assert divisions.name_of("000000") == "000000"
    hall = authority(nation.hall_of("120101"))
    assert (hall.county.code, hall.province) == ("120101000000", "12")
    assert authority("010000000000").province == ""
    assert production_centre("120101").code == "120000080000"
    assert "uyghur" in production_centre("120101").scripts
    with pytest.raises(Authority.DoesNotExist):
        production_centre("710000")
    assert not Division.objects.get(code="110103").stands
    assert Division.objects.get(code="110101").stands
