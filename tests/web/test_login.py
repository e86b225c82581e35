"""登录: number and password, one appointment chosen, a lock by number and address, never a whole station."""

from typing import Any

import pytest
from django.test import Client
from tests.cases import world
from tests.cases.world import Outside
from tests.web.screens import PASSWORD

from guizheng.organs.models import Appointment, Officer

pytestmark = pytest.mark.django_db


def _log_in(client: Client, number: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/login", {"number": number, "password": password, **more}, follow=True)


def test_an_officer_with_one_appointment_is_at_the_desk_at_once(house: Outside) -> None:
    page = _log_in(Client(), world.CLERK.officer)
    assert page.redirect_chain[-1][0] == "/"
    assert "受理岗" in page.content.decode()


def test_an_officer_with_several_chooses_one(house: Outside) -> None:
    officer = Officer.objects.get(number=world.CLERK.officer)
    other = Appointment.objects.create(
        officer=officer, authority_id=world.HALL, post="issue", since=world.later(-5).date()
    )
    client = Client()
    page = _log_in(client, world.CLERK.officer)
    assert page.redirect_chain[-1][0] == "/appointment"
    page = client.post("/appointment", {"appointment": other.pk}, follow=True)
    assert "核验发放岗" in page.content.decode()


def test_an_appointment_of_another_officer_can_not_be_taken(house: Outside) -> None:
    officer = Officer.objects.get(number=world.CLERK.officer)
    Appointment.objects.create(officer=officer, authority_id=world.HALL, post="issue", since=world.later(-5).date())
    foreign = Appointment.objects.get(officer__number=world.SIGNER.officer)
    client = Client()
    _log_in(client, world.CLERK.officer)
    client.post("/appointment", {"appointment": foreign.pk})
    assert "appointment" not in client.session


def test_a_wrong_password_is_told_without_saying_which_is_wrong(house: Outside) -> None:
    known = _log_in(Client(), world.CLERK.officer, "x").content.decode()
    unknown = _log_in(Client(), "999999", "x").content.decode()
    assert "警号或密码不正确" in known
    assert "警号或密码不正确" in unknown


def test_five_wrong_tries_lock_this_number_at_this_address_only(house: Outside) -> None:
    for _ in range(5):
        _log_in(Client(REMOTE_ADDR="10.0.0.1"), world.CLERK.officer, "x")
    locked = _log_in(Client(REMOTE_ADDR="10.0.0.1"), world.CLERK.officer)
    assert locked.status_code == 429
    assert "锁定" in locked.content.decode()
    assert _log_in(Client(REMOTE_ADDR="10.0.0.2"), world.CLERK.officer).redirect_chain[-1][0] == "/"
    assert _log_in(Client(REMOTE_ADDR="10.0.0.1"), world.SIGNER.officer).redirect_chain[-1][0] == "/"


def test_the_way_on_leads_nowhere_else(house: Outside) -> None:
    own = _log_in(Client(), world.CLERK.officer, next="/counter/intake/")
    assert own.redirect_chain[-1][0] == "/counter/intake/"
    foreign = _log_in(Client(), world.CLERK.officer, next="https://example.org/")
    assert foreign.redirect_chain[-1][0] == "/"


def test_logging_out_needs_a_post_and_ends_everything(house: Outside) -> None:
    client = Client()
    _log_in(client, world.CLERK.officer)
    assert client.get("/logout").status_code == 405
    client.post("/logout")
    assert client.get("/counter/intake/").status_code == 302
