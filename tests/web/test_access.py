"""准入 D3 G2: every page declares who may open it; the server asks each time, and a refused look is on record too."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from tests.cases import steps, world
from tests.cases.world import Outside
from tests.web.office import at, taken_in, typed

from guizheng.ledger.models import Look
from guizheng.organs.models import Appointment
from guizheng.web.access import Access
from guizheng.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
ANY = "00000000-0000-8000-8000-000000000000"


def declared(pattern: URLPattern) -> Access:
    found: Access = pattern.callback.access  # type: ignore[attr-defined]
    return found


def path_of(pattern: URLPattern) -> str:
    given: dict[str, Any] = dict.fromkeys(pattern.pattern.converters, ANY)
    given |= {name: value for name, value in (("step", "person"), ("act", "sign_off")) if name in given}
    return reverse(str(pattern.name), kwargs=given)


PRIVATE = [pattern for pattern in urlpatterns if not declared(pattern).public]


def test_every_page_declares_who_may_open_it() -> None:
    assert all(hasattr(pattern.callback, "access") for pattern in urlpatterns)
    public = {pattern.name for pattern in urlpatterns if declared(pattern).public}
    assert public == {"dashboard", "login", "logout", "appointment", "points"}


@pytest.mark.parametrize("pattern", PRIVATE, ids=lambda pattern: pattern.name)
def test_nobody_opens_an_officers_page_without_a_log_in(pattern: URLPattern) -> None:
    response = Client().get(path_of(pattern))
    assert response.status_code == 302
    assert response.url.startswith("/login?next=")


@pytest.mark.parametrize("pattern", [one for one in PRIVATE if declared(one).posts], ids=lambda one: one.name)
def test_another_post_is_told_why_and_who_can(house: Outside, pattern: URLPattern) -> None:
    hand = world.MAKER if world.MAKER.post not in declared(pattern).posts else world.ADMIN
    page = at(hand).open(path_of(pattern))
    assert page.status == 403
    assert "可以办理的岗位" in page.text
    look = Look.objects.latest("pk")
    assert (look.refused, look.officer, look.page) == (True, hand.officer, pattern.name)


@pytest.mark.parametrize("pattern", [one for one in PRIVATE if not declared(one).writes], ids=lambda one: one.name)
def test_a_page_that_only_shows_takes_nothing(house: Outside, pattern: URLPattern) -> None:
    client = at(world.CLERK).client
    client.handler.enforce_csrf_checks = False
    assert client.post(path_of(pattern)).status_code == 405


@pytest.mark.parametrize("name", ["case", "case-portrait", "case-live"])
def test_a_case_of_others_is_not_shown_and_the_look_is_on_record(house: Outside, name: str) -> None:
    case = steps.accepted()
    page = at(world.STRANGE_CLERK).open(reverse(name, args=[case.id]))
    assert page.status == 403
    assert "李" not in page.text
    look = Look.objects.latest("pk")
    assert (look.refused, look.subjects) == (True, [str(case.id)])


def test_a_paper_of_others_is_not_printed(house: Outside) -> None:
    done = steps.filed()
    url = reverse("paper", args=[done.papers[0].id])
    assert at(world.STRANGE_CLERK).client.get(url).status_code == 403
    mine = at(world.CLERK).client.get(url)
    assert (mine.status_code, mine["Content-Type"]) == (200, "application/pdf")
    assert mine.content.startswith(b"%PDF")


def test_an_act_of_another_side_is_forbidden_though_the_case_is_seen(house: Outside) -> None:
    case = steps.accepted()
    clerk = at(world.CLERK)
    page = clerk.open(f"/case/{case.id}/")
    csrf = page.filled("purpose")[1]["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": csrf, "send_back-what": "照片"}
    refused = clerk.post(f"/case/{case.id}/act/send_back", sent)
    assert refused.status == 403
    assert "审核岗" in refused.text


def test_an_appointment_that_ended_acts_no_more(house: Outside) -> None:
    screen = at(world.CLERK)
    assert "待办" in screen.open("/").text
    Appointment.objects.filter(officer__number=world.CLERK.officer).update(until=world.later(0).date())
    assert screen.open("/counter/intake/").url == "/appointment"


def test_an_auxiliary_takes_in_but_never_decides(house: Outside) -> None:
    auxiliary = at(world.AUXILIARY)
    ruling = typed(auxiliary)
    assert "当场受理" in ruling.text
    assert auxiliary.send(ruling, "version").status == 403


def test_no_id_number_stands_in_any_address(house: Outside) -> None:
    clerk = at(world.CLERK)
    case = taken_in(clerk)
    clerk.open(f"/case/{case}/")
    clerk.open("/search?text=李小红")
    assert clerk.urls
    assert not [url for url in clerk.urls if world.LI in url or world.LI[6:14] in url]


def test_strict_content_policy_and_no_inline_script_or_style(house: Outside) -> None:
    clerk = at(world.CLERK)
    case = taken_in(clerk)
    for path in ("/", "/counter/intake/", f"/case/{case}/", "/search", "/login", "/points"):
        response = clerk.client.get(path)
        policy = response["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        text = response.content.decode()
        assert "<script" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
