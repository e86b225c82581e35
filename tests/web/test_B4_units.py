"""用证单位平台 B3 B4: a unit sees its own affairs, and nothing of another's."""

import re
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, reverse
from tests.cases import world
from tests.cases.world import Outside, later
from tests.web.unit_office import PASSWORD, UnitScreen, asked, bank, hit, lose_li, post

from guizheng.cases.spine import Case
from guizheng.ledger import events
from guizheng.organs import test_mode, units
from guizheng.organs.models import RelyingUnit, UnitKey
from guizheng.registers.feed import FeedRow
from guizheng.registers.hits import Hit
from guizheng.verify.receipts import Receipt, Signer
from guizheng.verify.unit_keys import decode_unit
from guizheng.web.units.urls import urlpatterns

pytestmark = pytest.mark.django_db
OPEN = {"unit-login", "unit-logout"}
ANY: dict[str, Any] = {"hit": "00000000-0000-8000-8000-000000000000", "key": 1, "act": "revoke"}


@pytest.fixture
def two(house: Outside, tmp_path, settings) -> tuple[RelyingUnit, RelyingUnit]:
    settings.HOME = tmp_path
    return bank(), post()


def path_of(pattern: URLPattern) -> str:
    return reverse(str(pattern.name), kwargs={name: ANY[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", [one for one in urlpatterns if one.name not in OPEN], ids=lambda one: one.name)
def test_nobody_opens_a_page_without_a_log_in_of_a_unit(two, pattern) -> None:
    from tests.web.office import at

    for client in (Client(), at(world.CLERK).client):
        response = client.get(path_of(pattern))
        assert (response.status_code, response.url.split("?")[0]) == (302, "/units/login")


def test_log_in_leads_home_and_out_again(two) -> None:
    screen = UnitScreen()
    assert (screen.page.url, screen.page.status) == ("/units/", 200)
    assert two[0].name in screen.page.text
    csrf = screen.open("/units/keys/").filled("label")[1]["csrfmiddlewaretoken"]
    screen.post("/units/logout", {"csrfmiddlewaretoken": csrf})
    assert screen.open("/units/").url.startswith("/units/login")


@pytest.mark.parametrize(("login", "password"), [("bank-1", "wrong"), ("120001", "story-password"), ("nobody", "x")])
def test_a_wrong_log_in_is_told_so(two, login, password) -> None:
    page = UnitScreen(login, password=password).page
    assert "用户名或密码不正确" in page.text


def test_a_units_log_in_opens_no_officers_page(two) -> None:
    client = Client()
    client.post("/login", {"number": "bank-1", "password": PASSWORD})
    assert client.get("/counter/intake/").status_code == 302
    assert client.get("/units/").status_code == 302


def test_five_wrong_tries_lock_the_name_here(two) -> None:
    for _ in range(4):
        UnitScreen(password="wrong")
    page = UnitScreen(password="wrong").page
    assert (page.status, "用户名已锁定" in page.text) == (429, True)
    assert UnitScreen().page.status == 429


def test_an_ended_contract_ends_the_log_in(two) -> None:
    screen = UnitScreen()
    RelyingUnit.objects.filter(pk=two[0].pk).update(contract_until=later().date())
    assert screen.open("/units/").url.startswith("/units/login")


def test_own_use_and_own_hits_alone(two) -> None:
    lose_li()
    mine, theirs = hit(), hit("gzk_test-post")
    bank_screen, post_screen = UnitScreen(), UnitScreen("post-1")
    assert "证件已挂失" in bank_screen.open("/units/").text
    page = bank_screen.open("/units/hits/")
    assert (mine.record in page.text, theirs.record in page.text) == (True, False)
    assert bank_screen.open(f"/units/hits/{mine.id}/").status == 200
    for path in (f"/units/hits/{mine.id}/", f"/units/hits/{mine.id}/report"):
        assert post_screen.open(path).status == 404
    csrf = post_screen.open("/units/keys/").filled("label")[1]["csrfmiddlewaretoken"]
    said = {"csrfmiddlewaretoken": csrf, "reason": "已由本人找回证件"}
    assert post_screen.post(f"/units/hits/{mine.id}/", said).status == 404
    assert Hit.objects.at(mine.id).followed_at is None


def test_why_a_hit_is_no_misuse(two) -> None:
    lose_li()
    one = hit()
    screen = UnitScreen()
    page = screen.open(f"/units/hits/{one.id}/")
    assert screen.send(page, "reason", reason="太短").status == 422
    assert screen.send(page, "reason", reason="本人到场,已找回证件").url == "/units/hits/"
    told = Hit.objects.at(one.id)
    assert (told.follow_up, told.followed_by) == ("explained", "柜员甲(bank-1)")
    assert screen.send(page, "reason", reason="本人到场,已找回证件").status == 404


def reported(screen: UnitScreen, path: str = "/units/reports/new", **changed: Any) -> Any:
    page = screen.open(path)
    entries = {
        "id_number": world.LI, "valid_from": "2016-05-01", "valid_to": "2036-05-01", "act": "used",
        "happened_at": "2026-03-02T11:30", "scene": "和平支行柜台", "said": "与照片不符",
        "evidence": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n1", "image/png"),
    }  # fmt: skip
    return screen.send(page, "scene", **(entries | changed))


def test_a_misuse_report_from_a_hit_follows_it_up(two) -> None:
    lose_li()
    one = hit()
    screen = UnitScreen()
    page = reported(screen, f"/units/hits/{one.id}/report")
    case = Case.objects.get()
    assert (page.url, case.number in page.text) == ("/units/reports/", True)
    assert Hit.objects.at(one.id).case == case.id
    assert case.number not in UnitScreen("post-1").open("/units/reports/").text


@pytest.mark.parametrize(
    "changed",
    [
        {"id_number": "41010519900307999X"},
        {"happened_at": "2026-03-09T11:30"},
        {"evidence": SimpleUploadedFile("a.exe", b"MZ", "application/octet-stream")},
        {"scene": ""},
    ],
)
def test_what_is_wrong_with_a_report_stands_at_its_field(two, changed) -> None:
    page = reported(UnitScreen(), **changed)
    assert (page.status, Case.objects.count()) == (422, 0)
    assert "和平支行柜台" in page.text or changed.get("scene") == ""


def last_told() -> Any:
    return decode_unit(bytes(FeedRow.objects.filter(kind="unit").latest("at", "id").payload))


def test_a_key_is_shown_once_and_told_to_the_nodes(two) -> None:
    screen = UnitScreen()
    page = screen.send(screen.open("/units/keys/"), "label", label="核心系统")
    (key,) = re.findall(r"gzk_[\w-]{43}", page.text)
    assert key not in screen.open("/units/keys/").text
    told = last_told()
    assert (told.key_hash, told.unit, told.revoked) == (units.key_digest(key), two[0].code, False)
    stream = events.reference_stream("unit", two[0].code)
    assert [event.act for event in events.trace(stream)] == ["unit_key_issued"]
    assert key not in str([event.body for event in events.trace(stream)])


def test_a_key_is_revoked_and_rotated(two) -> None:
    screen = UnitScreen()
    row = UnitKey.objects.get(unit=two[0])
    csrf = screen.open("/units/keys/").filled("label")[1]["csrfmiddlewaretoken"]
    page = screen.post(f"/units/keys/{row.pk}/rotate", {"csrfmiddlewaretoken": csrf})
    assert re.search(r"gzk_[\w-]{43}", page.text)
    rows = [decode_unit(bytes(one.payload)) for one in FeedRow.objects.filter(kind="unit")]
    assert sorted((one.revision, one.revoked) for one in rows) == [(1, True), (2, False)]
    theirs = UnitKey.objects.get(unit=two[1])
    for act in ("revoke", "rotate"):
        assert screen.post(f"/units/keys/{theirs.pk}/{act}", {"csrfmiddlewaretoken": csrf}).status == 404
    assert UnitKey.objects.get(pk=theirs.pk).revoked_at is None


def test_five_keys_are_enough(two) -> None:
    screen = UnitScreen()
    for _ in range(4):
        screen.send(screen.open("/units/keys/"), "label", label="又一个")
    page = screen.send(screen.open("/units/keys/"), "label", label="第六个")
    assert (page.status, UnitKey.objects.filter(unit=two[0]).count()) == (422, 5)


def receipt(unit: str) -> str:
    signer = Signer(Ed25519PrivateKey.from_private_bytes(settings.RECEIPT_KEY))
    return signer.sign(
        Receipt(unit=unit, purpose="open_account", card="00" * 32, salt="00" * 16, answer="clear", at="2026-03-02",
                as_of="2026-03-02", position=7, record="ab-1")
    )  # fmt: skip


def test_a_receipt_is_checked_and_anothers_is_not_told(two) -> None:
    screen = UnitScreen()
    page = screen.open("/units/receipts/")
    own = receipt(two[0].code)
    assert "回执真实" in screen.send(page, "receipt", receipt=own).text
    assert "不是本单位的回执" in screen.send(page, "receipt", receipt=receipt(two[1].code)).text
    altered = screen.send(page, "receipt", receipt=own[:-6] + "AAAAAA")
    assert (altered.status, "已被改动" in altered.text) == (422, True)


def test_test_mode_is_documented_whole(two) -> None:
    page = UnitScreen().open("/units/test/")
    assert all(case.id_number in page.text for case in test_mode.CASES)


def test_the_portal_speaks_english(two) -> None:
    lose_li()
    asked()
    screen = UnitScreen(english=True)
    for path in ("/units/", "/units/hits/", "/units/reports/new", "/units/keys/", "/units/receipts/", "/units/test/"):
        page = screen.open(path)
        found = set(re.findall(r">([^<]*[\u3400-\u9fff][^<]*)<", page.text))
        allowed = ("津河", "归证", "中文", "柜员", "演示", "社会应用", "平台", "《意见》", "号")
        assert [text for text in found if not any(name in text for name in allowed)] == [], path
