"""收费窗口 A7: what is owed back is a queue; the day's takings down to the case, as a page and as CSV."""

import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, HALL, Outside, later
from tests.web.office import at

from guizheng.cases.application import acts
from guizheng.cases.application.models import Fee

pytestmark = pytest.mark.django_db


def test_what_is_owed_back_is_a_queue_and_one_press_completes_it(house: Outside) -> None:
    one = steps.accepted()
    acts.pay_fee(one.id, "code", by=CLERK, at=later())
    acts.withdraw(one.id, "不办了", by=CLERK, at=later())
    clerk = at(CLERK)
    assert "/counter/refunds/" in clerk.open("/").text
    page = clerk.open("/counter/refunds/")
    assert one.number in page.text
    assert "李*红" in page.text
    page = clerk.send(page, "case")
    assert "凭证编号" in page.text
    assert "没有待退的费用" in page.text
    assert Fee.objects.get().refunded_by == CLERK.officer


def test_a_treasury_that_is_silent_leaves_it_owed(house: Outside) -> None:
    one = steps.accepted()
    acts.pay_fee(one.id, "code", by=CLERK, at=later())
    acts.withdraw(one.id, "不办了", by=CLERK, at=later())
    house.payment.silent = True
    clerk = at(CLERK)
    page = clerk.send(clerk.open("/counter/refunds/"), "case")
    assert page.status == 409
    assert "没有答复" in page.text
    assert Fee.objects.get().refund_due
    assert "支付系统没有答复" in clerk.open("/counter/takings/").text


def test_a_receipt_of_today_is_cancelled_on_the_page_and_stays_in_the_list(house: Outside) -> None:
    one = steps.accepted()
    steps.paid(one, later())
    clerk = at(CLERK)
    page = clerk.open("/counter/takings/")
    assert page.mark("total").text == "40.00"
    bare = clerk.send(page, "ground", ground=" ")
    assert "请写明理由" in bare.text
    clerk.send(page, "ground", ground="开错缴费方式")
    page = clerk.open("/counter/takings/")
    assert page.mark("total").text == "0.00"
    assert page.text.count(one.number) == 2
    assert "收据连号" in page.text


def test_the_day_as_csv_names_cases_and_no_person(house: Outside) -> None:
    one = steps.accepted()
    steps.paid(one, later())
    acts.cancel_fee(one.id, "=1+1", by=CLERK, at=later())
    response = at(CLERK).client.get("/counter/takings/?as=csv")
    text = response.content.decode("utf-8-sig")
    assert response["Content-Disposition"].endswith(f'takings-{HALL}-2026-03-02.csv"')
    lines = text.splitlines()
    assert len(lines) == 3
    assert one.number in lines[1]
    assert lines[2].endswith("'=1+1")
    assert world.LI not in text
    assert "李" not in text


def test_a_county_checks_its_own_points_and_nobody_elses(house: Outside) -> None:
    steps.paid(steps.accepted(), later())
    assert "40.00" in at(world.ADMIN).open(f"/counter/takings/?authority={HALL}").text
    assert at(world.ADMIN).open("/counter/takings/?authority=410105010000").status == 403
    assert at(CLERK).open("/counter/takings/?authority=410105010000").status == 403
