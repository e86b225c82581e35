"""Every page of the way of a lost card in Chromium, in Chinese: a picture of each, none wider than its window."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import axe

from guizheng.conf.demo_tour import role

PICTURES = Path(__file__).resolve().parents[2] / "test-output" / "screens"
PASSWORD = "guizheng-demo"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


class Album:
    """Numbered pictures of the pages in the order in which they were seen."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.count, self.faults = page, url, 0, list[str]()
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def keep(self, name: str) -> None:
        self.count += 1
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name}: {over} px wider than the window"
        self.faults += [f"{name}: {one}" for one in axe.violations(self.page)]
        self.page.screenshot(path=PICTURES / f"{self.count:02}-{name}.png", full_page=True)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def log_in(self, number: str, post: str = "") -> None:
        self.open("/login")
        self.page.fill("#id_number", number)
        self.page.fill("#id_password", PASSWORD)
        self.page.keyboard.press("Enter")
        if post:
            self.page.get_by_label(post).check()
            self.press("继续")
        expect(self.page.get_by_role("heading", name="待办")).to_be_visible()


@pytest.fixture
def album(house: str, chromium: Browser) -> Iterator[Album]:
    """A browser in Chinese; whatever breaks the content policy or a script fails the test."""
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")
    context.set_default_timeout(60_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    seen = Album(page, house)
    yield seen
    context.close()
    assert broken == []
    assert seen.faults == []


def test_every_page_of_the_way(album: Album) -> None:
    number = role("reissue", date(2026, 1, 1)).person.id_number
    _public(album)
    case = _intake(album, number)
    _home_side(album, case)
    _collection(album, case)


def _public(album: Album) -> None:
    album.open("/")
    album.keep("public")
    album.page.get_by_role("link", name="查找受理点").click()
    album.page.select_option("#division", "120000")
    album.press("查找")
    expect(album.page.get_by_role("cell", name="天津市公安局和平分局户政办证大厅")).to_be_visible()
    album.keep("points")
    album.page.set_viewport_size(PHONE)
    for path, name in (
        ("/", "public-375"),
        ("/points?division=120000&service=found", "points-375"),
        ("/login", "login-375"),
    ):
        album.open(path)
        album.keep(name)
    album.page.set_viewport_size(WIDE)


def _intake(album: Album, number: str) -> str:
    """From the number to the receipt; the number alone by keyboard."""
    page = album.page
    album.log_in("120001")
    album.keep("desk-reception")
    page.get_by_role("link", name="受理", exact=True).click()
    page.keyboard.type(number[:17] + ("0" if number[17] != "0" else "1"))
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_contain_text("校验位不符")
    album.keep("intake-wrong-number")
    page.fill("#id_id_number", number)
    album.press("读取证件")
    expect(page.locator("#id_said_name")).not_to_have_value("")
    album.keep("intake-identity")
    album.press("保存并继续")
    for label in ("补领", "居民户口簿", "就业", "劳动合同"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("联系电话").fill("10000000000")
    page.get_by_label("现居住地址").fill("天津市和平区南京路1号")
    album.keep("intake-request")
    album.press("保存并继续")
    album.keep("intake-searches")
    album.press("保存并继续")
    for label in ("右拇指", "左拇指", "演示指纹仪：本人指纹"):
        page.get_by_label(label).check()
    album.keep("intake-portrait")
    album.press("保存并继续")
    expect(page.locator(".ruling")).to_contain_text("当场受理")
    album.keep("ruling")
    page.get_by_role("button", name="当场受理").dblclick()
    case = str(page.locator("#number").get_attribute("data-case"))
    album.keep("accepted")
    album.press("收费并开票")
    expect(page.get_by_text("已收费，收据号")).to_be_visible()
    page.get_by_role("link", name="查看办件").click()
    album.keep("case-masked")
    page.locator("summary", has_text="查看完整信息").click()
    page.get_by_label("查看完整信息的目的").fill("申请人来电核对地址")
    album.press("完整显示一次")
    expect(page.get_by_text(number)).to_be_visible()
    album.keep("case-in-clear")
    album.press("退出")
    return case


def _home_side(album: Album, case: str) -> None:
    page = album.page
    album.log_in("410002")
    page.get_by_role("link", name="审核签发", exact=True).click()
    album.keep("signoff-queue")
    album.open(f"/desk/signoff/{case}/")
    for box in ("可以确认为本人", "与本人相符", "未采集原因", "无须更正"):
        page.get_by_label(box).check()
    page.locator("#id_sign_off-password").fill(PASSWORD)
    album.keep("signoff")
    album.press("审核签发")
    expect(page.get_by_text("已办理：审核签发")).to_be_visible()
    album.press("退出")
    album.log_in("120006")
    page.get_by_role("link", name="制证", exact=True).click()
    album.keep("production")
    album.press("退出")


def _collection(album: Album, case: str) -> None:
    page = album.page
    album.log_in("120003", "核验发放岗")
    album.open(f"/counter/collection/{case}/")
    for _ in range(120):
        if page.locator("#stage").get_attribute("data-stage") == "made":
            break
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_label("证面信息与芯片信息一致").check()
    album.keep("arrival")
    album.press("到达核验")
    expect(page.locator("#stage")).to_have_attribute("data-stage", "ready")
    page.get_by_role("link", name="核验发放", exact=True).click()
    album.keep("collection-queue")
    album.open(f"/counter/collection/{case}/")
    page.get_by_label("新证证面与芯片信息已当面核对").check()
    album.keep("hand-over")
    album.press("核验发放")
    expect(page.locator("#stage")).to_have_attribute("data-stage", "collected")
    album.keep("handed-over")
    album.open("/desk/signoff/")
    expect(page.get_by_text("可以办理的岗位")).to_be_visible()
    album.keep("not-yours")
    album.open(f"/case/{case}/")
    album.press("English")
    expect(page.get_by_role("heading", name="Who answers now")).to_be_visible()
    album.keep("case-english")


def _story(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guizheng.conf.cli", "story", "reissue", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def _node(house: str) -> str:
    """The verification node's address: two ports after the web server's."""
    base, _, port = house.rpartition(":")
    return f"{base}:{int(port) + 2}"


def test_the_story_plays_through_the_pages(house: str) -> None:
    played = _story("--runs", "2", "--url", house, "--verify", _node(house))
    assert played.returncode == 0, played.stdout + played.stderr
    for line in ("clear", "reported_lost", "no_longer_valid", "the alarm goes on", "control card always clear"):
        assert line in played.stdout


def test_a_story_that_hears_another_answer_ends_with_an_error(house: str) -> None:
    """Asked where no node stands, nothing is told as an answer."""
    played = _story("--runs", "1", "--url", house, "--verify", house)
    assert played.returncode == 1
    assert "verification node: 40" in played.stderr
