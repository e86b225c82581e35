"""A small world for the tests of the cases: three counties, their officers, and the outside as objects behind doors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from guizheng.gateways.answers import NotOnFile, Unknown
from guizheng.gateways.credit import CreditRecord
from guizheng.gateways.fingerprint import Comparison, Scan
from guizheng.gateways.notice import Sent
from guizheng.gateways.payment import PaymentReceipt, Taking
from guizheng.gateways.population import PersonOnFile, Photograph, SearchAnswer
from guizheng.gateways.production import Feedback, Order, Outcome, Taken
from guizheng.law.id_number import check_digit
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority, Kind
from guizheng.organs.divisions import Division
from guizheng.organs.jurisdiction import Entrustment, Jurisdiction
from guizheng.organs.points import AcceptancePoint, Service
from guizheng.organs.transport import PoorTransport
from guizheng.registers import cards, population
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person, PersonData

SHANGHAI = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)

HALL, COUNTY, CENTRE = "120101010000", "120101000000", "120000080000"
HOME, HOME_HALL, HOME_STATION = "410105000000", "410105010000", "410105501000"
FAR = "510104000000"


def hand(officer: str, name: str, post: str, authority: str, rank: str = "officer", appointment: int = 0) -> Hand:
    return Hand(officer, name, rank, appointment or int(officer), post, authority, authority[:6])


CLERK = hand("120001", "韩受理", "reception", HALL)
AUXILIARY = hand("120002", "许辅警", "reception", HALL, rank="auxiliary")
ISSUER = hand("120003", "石发放", "issue", HALL)
ADMIN = hand("120005", "田县管", "county_admin", COUNTY)
ADMIN_2 = hand("120006", "崔县管", "county_admin", COUNTY)
REVIEWER = hand("410001", "郑审核", "review", HOME)
SIGNER = hand("410002", "宋签发", "sign", HOME)
HOME_CLERK = hand("410003", "白受理", "reception", HOME_HALL)
STRANGER = hand("510001", "蜀签发", "sign", FAR)
STRANGE_CLERK = hand("510002", "蜀受理", "reception", "510104010000")
MAKER = hand("120009", "津制证", "production", CENTRE)


def later(days: float = 0, minutes: float = 0) -> datetime:
    return NOON + timedelta(days=days, minutes=minutes)


def number(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


LI = number("41010519900307924")
WANG = number("41010519850412913")
CHILD = number("41010520150601935")


@dataclass
class FakePopulation:
    people: dict[str, PersonOnFile] = field(default_factory=dict)
    silent: bool = False
    hits: int = 0

    def person(self, id_number: str) -> PersonOnFile | NotOnFile | Unknown:
        return Unknown("population") if self.silent else self.people.get(id_number, NotOnFile())

    def photograph(self, id_number: str) -> Photograph | NotOnFile | Unknown:
        return NotOnFile()

    def search(self, id_number: str, portrait: str, prints: tuple[str, ...] = ()) -> SearchAnswer | Unknown:
        return SearchAnswer(hits=self.hits)


@dataclass
class FakeCredit:
    listed: dict[str, tuple[CreditRecord, ...]] = field(default_factory=dict)
    silent: bool = False

    def records(self, id_number: str) -> tuple[CreditRecord, ...] | Unknown:
        return Unknown("credit") if self.silent else self.listed.get(id_number, ())


@dataclass
class FakeFingerprint:
    silent: bool = False

    def compare(self, id_number: str, finger: str, sample: str) -> Comparison | Unknown:
        if self.silent:
            return Unknown("fingerprint")
        return Comparison.MATCH if sample == "own" else Comparison.MISMATCH

    def scan(self, scanner: str, finger: str) -> Scan | Unknown:
        return Scan(finger=finger, sample="own")


@dataclass
class FakeProduction:
    orders: dict[str, Order] = field(default_factory=dict)
    taken: int = 0
    silent: bool = False
    rejects: int = 0
    wrong_dates: bool = False

    def order(self, orders: Sequence[Order]) -> Taken | Unknown:
        if self.silent:
            return Unknown("production")
        self.taken += len(orders)
        for order in orders:
            self.orders.setdefault(order.number, order)
        return Taken(numbers=tuple(order.number for order in orders))

    def feedback(self, numbers: Sequence[str]) -> tuple[Feedback, ...] | Unknown:
        if self.silent:
            return Unknown("production")
        return tuple(self._one(number) for number in numbers)

    def _one(self, number: str) -> Feedback:
        order = self.orders.get(number)
        if order is None:
            return Feedback(number=number, outcome=Outcome.NO_SUCH_ORDER)
        if self.rejects:
            self.rejects -= 1
            return Feedback(number=number, outcome=Outcome.REJECTED, reason="印刷偏移")
        start = order.valid_from + timedelta(days=1) if self.wrong_dates else order.valid_from
        return Feedback(
            number=number, outcome=Outcome.MADE, dn=f"DN{number[-17:]}", valid_from=start, valid_to=order.valid_to
        )


@dataclass
class FakeNotice:
    sent: dict[str, tuple[str, str]] = field(default_factory=dict)
    silent: bool = False

    def send(self, key: str, channel: str, to: str, text: str) -> Sent | Unknown:
        if self.silent:
            return Unknown("notice")
        self.sent[key] = (to, text)
        return Sent(key=key, accepted=True)


@dataclass
class FakePayment:
    moved: dict[str, Taking] = field(default_factory=dict)
    silent: bool = False
    declines: bool = False

    def pay(self, key: str, amount: Decimal, authority: str, means: str, on: date) -> PaymentReceipt | Unknown:
        return self._move(key, amount, means)

    def refund(self, key: str, of: str, amount: Decimal, on: date) -> PaymentReceipt | Unknown:
        assert of in self.moved
        return self._move(key, -amount, self.moved[of].means)

    def takings(self, authority: str, on: date) -> tuple[Taking, ...] | Unknown:
        return Unknown("payment") if self.silent else tuple(self.moved.values())

    def _move(self, key: str, amount: Decimal, means: str) -> PaymentReceipt | Unknown:
        if self.silent:
            return Unknown("payment")
        if self.declines:
            return PaymentReceipt(key=key, accepted=False, reason="declined")
        one = self.moved.setdefault(key, Taking(key=key, receipt=f"T{len(self.moved)}", amount=amount, means=means))
        return PaymentReceipt(key=key, accepted=True, receipt=one.receipt, amount=abs(one.amount))


@dataclass
class Outside:
    population: FakePopulation = field(default_factory=FakePopulation)
    credit: FakeCredit = field(default_factory=FakeCredit)
    fingerprint: FakeFingerprint = field(default_factory=FakeFingerprint)
    production: FakeProduction = field(default_factory=FakeProduction)
    notice: FakeNotice = field(default_factory=FakeNotice)
    payment: FakePayment = field(default_factory=FakePayment)

    def doors(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def on_file(id_number: str, name: str = "李小红", **more: Any) -> PersonOnFile:
    said: dict[str, Any] = {
        "id_number": id_number,
        "name": name,
        "sex": "1" if int(id_number[16]) % 2 else "2",
        "ethnicity": "01",
        "birth_date": date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14])),
        "home_division": "410105",
        "home_station": HOME_STATION,
        "address": "河南省郑州市金水区文化路1号",
        "phone": "13800000000",
        "prints": ("right_thumb", "left_thumb"),
        **more,
    }
    return PersonOnFile(**said)


def enter(register: PersonOnFile) -> Person:
    said = {name: getattr(register, name) for name in PersonData.__dataclass_fields__}
    return population.enter(PersonData(**said), by=CLERK, at=later(-400))


def card(
    person: Person, start: date = date(2016, 5, 1), end: date | None = date(2036, 5, 1), fingerprint: bool = True
) -> Card:
    made = cards.make(
        person,
        valid_from=start,
        valid_to=end,
        dn=f"DN{start:%Y%m%d}",
        issuer=HOME,
        fingerprint=fingerprint,
        by=CLERK,
        at=later(-400),
    )
    return cards.hand_over(made, by=CLERK, at=later(-400))


def build() -> None:
    """The two counties, a third, and what binds them."""
    for code, name, level in _DIVISIONS:
        Division.objects.create(code=code, name=name, name_full=name, level=level, now=code)
    for code, name, kind, division in _AUTHORITIES:
        Authority.objects.create(
            code=code, name=name, kind=kind, division_id=division, address="测试路1号", phone="000-00000000"
        )
    for code, parent in ((HALL, COUNTY), (HOME_HALL, HOME), (HOME_STATION, HOME)):
        Authority.objects.filter(code=code).update(parent_id=parent)
    for division, authority in (("120101", COUNTY), ("410105", HOME), ("510104", FAR)):
        Jurisdiction.objects.create(division_id=division, authority_id=authority, since=date(1985, 1, 1))
    for code in (HALL, HOME_HALL, "510104010000"):
        AcceptancePoint.objects.create(
            authority_id=code,
            name="受理点",
            published_on=date(2017, 6, 1),
            open_from=date(2017, 7, 1),
            services=list(Service.values),
        )
    PoorTransport.objects.create(division_id="410105", since=date(2015, 7, 1), source="测试名单〔2015〕1号")
    Entrustment.objects.create(
        home_id="410000000000", accepting_id="120000000000", number="委豫津2015001", since=date(2015, 7, 1), document=""
    )


_DIVISIONS: Iterable[tuple[str, str, str]] = (
    ("120000", "天津市", "province"),
    ("120101", "天津市和平区", "county"),
    ("410000", "河南省", "province"),
    ("410105", "河南省郑州市金水区", "county"),
    ("510000", "四川省", "province"),
    ("510104", "四川省成都市锦江区", "county"),
)
_AUTHORITIES: Iterable[tuple[str, str, str, str]] = (
    ("120000000000", "天津市公安局", Kind.PROVINCE, "120000"),
    (COUNTY, "天津市公安局和平分局", Kind.COUNTY, "120101"),
    (HALL, "和平分局办证大厅", Kind.HALL, "120101"),
    (CENTRE, "天津市制证中心", Kind.CENTRE, "120000"),
    ("410000000000", "河南省公安厅", Kind.PROVINCE, "410000"),
    (HOME, "郑州市公安局金水分局", Kind.COUNTY, "410105"),
    (HOME_HALL, "金水分局办证大厅", Kind.HALL, "410105"),
    (HOME_STATION, "文化路派出所", Kind.STATION, "410105"),
    ("410000080000", "河南省制证中心", Kind.CENTRE, "410000"),
    ("510000000000", "四川省公安厅", Kind.PROVINCE, "510000"),
    (FAR, "成都市公安局锦江分局", Kind.COUNTY, "510104"),
    ("510104010000", "锦江分局办证大厅", Kind.HALL, "510104"),
)

FORTY = Decimal("40.00")
