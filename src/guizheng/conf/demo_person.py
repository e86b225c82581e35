"""演示人员: one invented person of the demo, its ID number marked by a sequence of 900 to 999."""

from dataclasses import dataclass
from datetime import date
from random import Random

from guizheng.conf.demo_cards import DemoCard
from guizheng.law.id_number import check_digit
from guizheng.organs import nation
from guizheng.organs.nation_places import ROADS, SIDES


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person as the population register has them. sex 1 male, 2 female; ethnicity GB/T 3304; `looks`: a seed."""

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    home_division: str
    home_station: str
    address: str
    phone: str = ""
    status: str = "alive"
    active_service: bool = False
    capacity: str = "by_age"
    photo_on_file: bool = True
    number_sound: bool = True
    script: str = ""
    prints: tuple[str, ...] = ()
    looks: int = 0
    cards: tuple[DemoCard, ...] = ()


def id_number(division: str, born: date, sequence: int) -> str:
    """A number of the demo: its sequence is 900 to 999. Raises ValueError otherwise: it might be somebody's."""
    if not 900 <= sequence <= 999:
        raise ValueError("a demo number has a sequence of 900 to 999")
    stem = f"{division}{born:%Y%m%d}{sequence}"
    return stem + check_digit(stem)


def address_in(home: str, rng: Random) -> tuple[str, str]:
    """(station, address): the address starts with the province."""
    stations = nation.station_codes(home)
    at = rng.randrange(len(stations))
    full = nation.divisions()[home].name_full
    return stations[at], f"{full}{rng.choice(ROADS)}{rng.choice(SIDES)}{rng.randint(1, 499)}号{rng.randint(1, 30)}号楼"
