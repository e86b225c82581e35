"""受理窗口 A3 A5: what is typed is kept, what is wrong is told beside its field, and nothing happens twice."""

import pytest
from tests.cases import world
from tests.cases.world import Outside
from tests.web.office import at, taken_in, typed

from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.models import Fee
from guizheng.cases.spine import Case
from guizheng.conf.browsing import Page
from guizheng.gateways.fingerprint import Scan
from guizheng.ledger.models import Look, Paper

pytestmark = pytest.mark.django_db


def _start(number: str) -> Page:
    clerk = at(world.CLERK)
    return clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=number)


WRONG_DIGIT = world.LI[:17] + ("0" if world.LI[17] != "0" else "1")
NOBODY = world.number("41010519770101931")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "请输入公民身份号码"),
        ("12345", "应为18位"),
        ("4101051990030792AX", "前17位应为数字"),
        (WRONG_DIGIT, "校验位不符"),
        (world.number("41010519900231921"), "出生日期不存在"),
        (world.number("99010519900307921"), "不是现行或曾用的行政区划代码"),
        (NOBODY, "查无此人"),
    ],
)
def test_a_number_that_can_not_be_is_told_beside_its_field_and_kept(house: Outside, number: str, words: str) -> None:
    page = _start(number)
    assert page.status == 422
    assert words in page.mark("id_id_number-says").text
    assert words in page.mark("errors").text or words in page.text
    assert page.filled("id_number")[1]["id_number"] == [number]
    assert not Draft.objects.filter(closed_at__isnull=True).exists()
    assert number not in page.url if number else True


def test_spaces_and_a_small_x_do_not_matter(house: Outside) -> None:
    number = world.LI
    page = _start(f" {number[:6]} {number[6:14]} {number[14:].lower()} ")
    assert "/person/" in page.url


def test_a_second_open_application_is_told_where_the_first_one_stands(house: Outside) -> None:
    case = Case.objects.at(taken_in(at(world.CLERK)))
    page = _start(world.LI)
    assert page.status == 409
    assert case.number in page.text


def test_a_double_click_takes_in_once(house: Outside) -> None:
    clerk = at(world.CLERK)
    target, values = typed(clerk).filled("version")
    first, second = clerk.post(target, values), clerk.post(target, values)
    assert first.mark("number").text == second.mark("number").text
    assert Case.objects.count() == 1
    assert Fee.objects.count() == 1
    assert Paper.objects.count() == 2


def test_a_fee_is_taken_once_however_often_the_button_is_clicked(house: Outside) -> None:
    clerk = at(world.CLERK)
    done = clerk.send(typed(clerk), "version")
    target, values = done.filled("means", means="cash")
    assert "SF" in clerk.post(target, values).text
    assert clerk.post(target, values).status == 200
    fee = Fee.objects.get()
    assert fee.paid_at is not None
    assert Paper.objects.filter(kind="fee_receipt").count() == 1


def test_a_broken_connection_loses_nothing(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    clerk.send(page, "said_name", said_name="李小红", confirmed_how="核对户口簿")
    again = at(world.CLERK)
    start = again.open("/counter/intake/")
    assert "录入中" in start.text
    assert world.LI not in start.text
    page = again.send(start, "id_number", id_number=world.LI)
    held = page.filled("said_name")[1]
    assert (held["said_name"], held["confirmed_how"]) == (["李小红"], ["核对户口簿"])


def test_what_has_to_be_mended_keeps_what_was_typed(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    page = clerk.send(page, "said_name")
    page = clerk.send(page, "stay_ground", lost_on="2026-02-31", priority="on", contact="13800000000")
    assert page.status == 422
    assert "日期不存在" in page.mark("id_lost_on-says").text
    assert "须写明理由" in page.mark("id_priority_reason-says").text
    assert page.filled("stay_ground")[1]["contact"] == ["13800000000"]


def test_two_officers_on_one_draft_the_later_one_is_told(house: Outside) -> None:
    clerk, other = at(world.CLERK), at(world.AUXILIARY)
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    theirs = other.open(page.url)
    clerk.send(page, "said_name", said_name="李小红")
    late = other.send(theirs, "said_name", said_name="李小明")
    assert late.status == 409
    assert world.CLERK.officer in late.text
    assert "没有写入" in late.text


def test_a_draft_of_another_point_is_not_shown(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    refused = at(world.STRANGE_CLERK).open(page.url)
    assert refused.status == 403
    assert "李" not in refused.text
    assert Look.objects.latest("pk").refused


def test_what_the_applicant_says_is_shown_beside_the_register(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    page = clerk.send(page, "said_name", said_name="李小虹")
    assert "申请人所述“李小虹”，人口信息“李小红”" in page.text


def test_a_register_that_is_silent_leaves_the_filing_pending(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = typed(clerk)
    house.credit.silent = True
    page = clerk.open(page.url)
    assert "待核" in page.text
    page = clerk.send(page, "version")
    assert "/ruling" in page.url
    assert not Case.objects.exists()
    assert "待核" in clerk.open("/counter/intake/").text
    house.credit.silent = False
    assert clerk.send(clerk.open(page.url), "version").mark("number").text


def test_an_unknown_draft_is_no_page(house: Outside) -> None:
    page = at(world.CLERK).open("/counter/intake/00000000-0000-8000-8000-000000000000/person/")
    assert page.status == 404
    assert "没有这一页" in page.text


def test_an_unknown_notice_is_told(house: Outside) -> None:
    clerk = at(world.CLERK)
    page = clerk.send(clerk.open("/counter/intake/"), "notice", notice="GZ0")
    assert page.status == 422
    assert "查无此受理号" in page.mark("notice-says").text


def test_pictures_of_a_draft_are_looks_in_clear(house: Outside) -> None:
    clerk = at(world.CLERK)
    draft = typed(clerk).url.split("/")[3]
    for name in ("portrait", "live"):
        assert clerk.client.get(f"/counter/intake/{draft}/{name}").status_code == 200
        look = Look.objects.latest("pk")
        assert (look.page, look.masked, look.subjects) == (f"draft-{name}", False, [draft])


def test_prints_that_do_not_agree_lead_back_to_the_field_that_is_missing(
    house: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is never stuck: the step that has the field opens, and what was typed stands in it."""
    monkeypatch.setattr(house.fingerprint, "scan", lambda scanner, finger: Scan(finger=finger, sample="another's"))
    clerk = at(world.CLERK)
    page = typed(clerk, person={"said_name": "李小红"})
    assert "/person/" in page.url
    assert page.status == 422
    assert "写明以何种方式确认" in page.mark("id_confirmed_how-says").text
    assert page.filled("said_name")[1]["said_name"] == ["李小红"]
    again = clerk.send(clerk.open("/counter/intake/"), "id_number", id_number=world.LI)
    assert "/person/" in again.url
    assert Draft.objects.filter(closed_at__isnull=True).count() == 1
    page = clerk.send(page, "said_name", confirmed_how="核对户口簿及家属辨认")
    assert "/request/" in page.url
    assert "当场受理" in clerk.open(page.url.replace("request/", "ruling")).text
