"""Each adapter against its simulator over HTTP: the answers, and what is known when none comes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.gateways.conftest import LI

from guizheng.gateways.answers import NotOnFile, Silence, Unknown
from guizheng.gateways.card_reader import CardRead, HttpCardReader, Laid
from guizheng.gateways.credit import CreditRecord, HttpCredit
from guizheng.gateways.fingerprint import Comparison, HttpFingerprint, Scan
from guizheng.gateways.notice import HttpNotice, Sent
from guizheng.gateways.payment import HttpPayment, PaymentReceipt, Taking
from guizheng.gateways.population import HttpPopulation, Photograph, SearchAnswer
from guizheng.gateways.production import Feedback, HttpProduction, Order, Outcome, Taken
from guizheng.gateways.simulators import production as centre
from guizheng.gateways.simulators.fingerprint import sample_of

Desk = Callable[..., Any]
NOBODY = "410105199003079043"
ORDER = Order(
    number="C-1",
    centre="120000000000",
    id_number=LI.id_number,
    name=LI.name,
    sex=LI.sex,
    ethnicity=LI.ethnicity,
    birth_date=LI.birth_date,
    address=LI.address,
    issuer="郑州市公安局金水分局",
    valid_from=date(2026, 3, 1),
    valid_to=date(2046, 3, 1),
)


def test_population_knows_a_person_and_says_of_another_that_it_has_none(url: str) -> None:
    population = HttpPopulation(f"{url}/population")
    assert population.person(LI.id_number) == LI
    assert population.person(NOBODY) == NotOnFile()


def test_the_photograph_is_a_picture_unless_none_is_on_file(url: str, desk: Desk) -> None:
    population = HttpPopulation(f"{url}/population")
    picture = population.photograph(LI.id_number)
    assert isinstance(picture, Photograph)
    assert picture.content.startswith(b"<svg")
    desk("person", id_number=LI.id_number, photo_on_file=False)
    assert population.photograph(LI.id_number) == NotOnFile()


def test_the_search_finds_others_when_there_are_some(url: str, desk: Desk) -> None:
    population = HttpPopulation(f"{url}/population")
    assert population.search(LI.id_number, "digest") == SearchAnswer(hits=0)
    desk("fault", gateway="population", kind="hit", value=2)
    assert population.search(LI.id_number, "digest") == SearchAnswer(hits=2)


@pytest.mark.parametrize(("kind", "why"), [("down", Silence.NO_ANSWER), ("garbled", Silence.GARBLED)])
def test_a_system_that_fails_leaves_it_unknown(url: str, desk: Desk, kind: str, why: Silence) -> None:
    desk("fault", gateway="population", kind=kind, times=2)
    assert HttpPopulation(f"{url}/population").person(LI.id_number) == Unknown("population", why)


def test_a_lost_answer_is_asked_for_once_more(url: str, desk: Desk) -> None:
    desk("fault", gateway="population", kind="down", times=1)
    assert HttpPopulation(f"{url}/population").person(LI.id_number) == LI


def test_a_write_is_not_repeated_by_itself(url: str, desk: Desk) -> None:
    desk("fault", gateway="production", kind="down", times=1)
    production = HttpProduction(f"{url}/production")
    assert production.order([ORDER]) == Unknown("production")
    assert production.order([ORDER]) == Taken(numbers=("C-1",))


def test_nobody_listens() -> None:
    assert HttpPopulation("http://127.0.0.1:9/population").person(LI.id_number) == Unknown("population")


def test_silence_is_logged_without_the_number(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    HttpPopulation("http://127.0.0.1:9/population").person(LI.id_number)
    logged = capsys.readouterr().out + capsys.readouterr().err + caplog.text
    assert "gateway silent" in logged
    assert LI.id_number not in logged


def test_fingers_are_compared_with_those_on_file(url: str) -> None:
    fingerprint = HttpFingerprint(f"{url}/fingerprint")
    own, other = sample_of(LI.id_number, "right_thumb"), sample_of(NOBODY, "right_thumb")
    assert fingerprint.compare(LI.id_number, "right_thumb", own) is Comparison.MATCH
    assert fingerprint.compare(LI.id_number, "right_thumb", other) is Comparison.MISMATCH
    assert fingerprint.compare(LI.id_number, "left_ring", own) is Comparison.NONE_ON_FILE


def test_the_scanner_gives_the_finger_of_who_stands_there(url: str, desk: Desk) -> None:
    fingerprint = HttpFingerprint(f"{url}/fingerprint")
    assert fingerprint.scan("900001", "right_thumb") == Scan(finger="right_thumb", sample="")
    desk("lay", counter="900001", card_of=LI.id_number, finger_of=NOBODY)
    scanned = fingerprint.scan("900001", "right_thumb")
    assert scanned == Scan(finger="right_thumb", sample=sample_of(NOBODY, "right_thumb"))


def test_credit_records_come_with_their_source(url: str, desk: Desk) -> None:
    credit = HttpCredit(f"{url}/credit")
    assert credit.records(LI.id_number) == ()
    record = CreditRecord(kind="credit", source="演示法院", on=date(2015, 1, 1), reference="X-1")
    desk(
        "credit",
        id_number=LI.id_number,
        records=[{"kind": "credit", "source": "演示法院", "on": "2015-01-01", "reference": "X-1"}],
    )
    assert credit.records(LI.id_number) == (record,)


def test_an_order_is_one_order_and_the_card_is_made(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centre, "SECONDS_TO_MAKE", 0)
    production = HttpProduction(f"{url}/production")
    production.order([ORDER])
    production.order([replace(ORDER, valid_from=date(2027, 1, 1))])
    (made,) = production.feedback(["C-1"]) or ()
    assert (made.outcome, made.valid_from, made.valid_to) == (Outcome.MADE, ORDER.valid_from, ORDER.valid_to)
    assert len(made.dn) == 20


def test_a_card_takes_its_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centre, "SECONDS_TO_MAKE", 3600)
    production = HttpProduction(f"{url}/production")
    production.order([ORDER])
    assert production.feedback(["C-1"]) == (Feedback(number="C-1", outcome=Outcome.IN_WORK),)


def test_bad_quality_is_rejected_duplicates_come_and_a_stranger_is_unknown(
    url: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centre, "SECONDS_TO_MAKE", 0)
    production = HttpProduction(f"{url}/production")
    desk("fault", gateway="production", kind="reject", id_number=LI.id_number, value="photograph_quality")
    desk("fault", gateway="production", kind="duplicate")
    production.order([ORDER])
    answers = production.feedback(["C-1", "C-2"])
    assert not isinstance(answers, Unknown)
    outcomes = [(one.number, one.outcome, one.reason) for one in answers]
    rejected = ("C-1", Outcome.REJECTED, "photograph_quality")
    assert outcomes == [rejected, ("C-2", Outcome.NO_SUCH_ORDER, "")] * 2


def test_a_notice_goes_out_once(url: str, desk: Desk) -> None:
    notice = HttpNotice(f"{url}/notice")
    for _ in range(2):
        assert notice.send("n-1", "sms", "13900000000", "您的居民身份证已制好") == Sent(key="n-1", accepted=True)
    assert desk("notices", to="13900000000") == {"notices": [{"key": "n-1", "text": "您的居民身份证已制好"}]}


def test_an_address_that_can_not_be_reached(url: str, desk: Desk) -> None:
    desk("fault", gateway="notice", kind="unreachable")
    assert HttpNotice(f"{url}/notice").send("n-2", "sms", "1", "-") == Sent(key="n-2", accepted=False)


def test_a_payment_is_taken_once_and_given_back_at_most_once(url: str) -> None:
    payment, on, hall = HttpPayment(f"{url}/payment"), date(2026, 3, 1), "120101990000"
    first = payment.pay("p-1", Decimal("40.00"), hall, "cash", on)
    assert first == payment.pay("p-1", Decimal("40.00"), hall, "cash", on)
    other = payment.pay("p-1", Decimal("20.00"), hall, "cash", on)
    assert isinstance(other, PaymentReceipt)
    assert not other.accepted
    back = payment.refund("r-1", "p-1", Decimal("40.00"), on)
    assert back == payment.refund("r-1", "p-1", Decimal("40.00"), on)
    more = payment.refund("r-2", "p-1", Decimal("0.01"), on)
    assert isinstance(more, PaymentReceipt)
    assert not more.accepted
    takings = payment.takings(hall, on)
    assert not isinstance(takings, Unknown)
    assert [(one.key, one.amount) for one in takings] == [("p-1", Decimal("40.00")), ("r-1", Decimal("-40.00"))]
    assert isinstance(takings[0], Taking)


def test_the_reader_gives_the_card_that_lies_on_it(url: str, desk: Desk) -> None:
    reader = HttpCardReader(f"{url}/card_reader")
    assert reader.read("900001") is Laid.NONE
    desk("lay", counter="900001", card_of=LI.id_number)
    newest = reader.read("900001")
    assert isinstance(newest, CardRead)
    assert (newest.chip.name, newest.chip.valid_to, newest.fingerprint, newest.dn) == ("李晓", None, True, "0" * 20)
    desk("lay", counter="900001", card_of=LI.id_number, card=1)
    older = reader.read("900001")
    assert isinstance(older, CardRead)
    assert (older.chip.valid_from, older.fingerprint) == (date(2006, 3, 7), False)
    desk("lay", counter="900001", card_of=LI.id_number, laid="unreadable")
    assert reader.read("900001") is Laid.UNREADABLE


def test_what_a_system_refuses_is_unknown(url: str) -> None:
    population = HttpPopulation(f"{url}/nowhere")
    assert population.person(LI.id_number) == Unknown("population", Silence.REFUSED)
