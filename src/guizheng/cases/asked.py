"""采集 A5 B2: what every matter asks of the outside in the same way. What does not answer is unknown (None)."""

from datetime import date, datetime

from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput, Says
from guizheng.gateways import doors
from guizheng.gateways.answers import NotOnFile, Unknown
from guizheng.gateways.population import PersonOnFile
from guizheng.law.terms import FingerprintCheck
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority
from guizheng.organs.jurisdiction import NoHomeAuthority, home_authority_for
from guizheng.registers import population
from guizheng.registers.persons import Person, PersonData

NOBODY = Says(
    "人口信息系统查无此人,请核对号码;号码无误的,请申请人到户籍地派出所核实户口。",
    "The population register holds nobody under this number. Compare it; if it is right, the home station must look "
    "into the household registration.",
)


def register_of(number: str) -> PersonOnFile | None:
    """查询人口信息 A5: the register's answer; None when it is silent. BadInput: nobody has this number."""
    answer = doors.population().person(number)
    if isinstance(answer, NotOnFile):
        raise BadInput("id_number", NOBODY)
    return None if isinstance(answer, Unknown) else answer


def fingerprint(number: str, finger: str, sample: str, *, on_file: bool) -> FingerprintCheck | None:
    """指纹比对 A5 B2: only where prints are on file; not taken without a sample; None when the port is silent."""
    if not on_file:
        return FingerprintCheck.NONE_ON_FILE
    if not sample:
        return FingerprintCheck.NOT_TAKEN
    answer = doors.fingerprint().compare(number, finger, sample)
    return None if isinstance(answer, Unknown) else FingerprintCheck(answer.value)


def settle(register: PersonOnFile, *, by: Hand, at: datetime) -> Person:
    """The row of our own register, brought up to date with the answer. Call it inside the act's transaction."""
    return population.enter(data_of(register), by=by, at=at)


def home_of(division: str, on: date) -> Authority | None:
    """户籍地公安机关; None where no authority answers."""
    try:
        return home_authority_for(division, on)
    except NoHomeAuthority:
        return None


def home_at(division: str, at: datetime) -> Authority | None:
    """The same, on the day of a moment."""
    return home_of(division, day_of(at))


def data_of(register: PersonOnFile) -> PersonData:
    """The register's answer in the shape our own register takes in."""
    return PersonData(
        id_number=register.id_number,
        name=register.name,
        sex=register.sex,
        ethnicity=register.ethnicity,
        birth_date=register.birth_date,
        home_division=register.home_division,
        address=register.address,
        home_station=register.home_station,
        phone=register.phone,
        status=register.status,
        active_service=register.active_service,
        capacity=register.capacity,
        script=register.script,
        prints=register.prints,
    )
