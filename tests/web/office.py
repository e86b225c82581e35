"""The officers of the small world as they log in, and the way of an application through the pages."""

from typing import Any

from django.contrib.auth.hashers import make_password
from tests.cases import steps, world
from tests.web.screens import PASSWORD, Screen

from guizheng.conf.browsing import Page
from guizheng.ledger.hands import Hand
from guizheng.organs.models import Appointment, Officer

HANDS = (
    world.CLERK, world.AUXILIARY, world.ISSUER, world.ADMIN, world.ADMIN_2, world.REVIEWER, world.SIGNER,
    world.HOME_CLERK, world.STRANGER, world.STRANGE_CLERK, world.MAKER,
)  # fmt: skip


def staff() -> None:
    """Every hand of the world as an officer with one appointment."""
    password = make_password(PASSWORD)
    for hand in HANDS:
        officer = Officer.objects.create(number=hand.officer, name=hand.name, rank=hand.rank, password=password)
        Appointment.objects.create(
            officer=officer, authority_id=hand.authority, post=hand.post, since=world.later(-900).date()
        )


def at(hand: Hand, **more: Any) -> Screen:
    return Screen(hand, **more)


REISSUE = {
    "request": "reissue",
    "papers": ["residence_permit"],
    "stay_ground": "work",
    "evidence": ["residence_permit"],
    "contact": "13800000000",
    "present_address": "天津市和平区南京路1号",
}
RENEWAL = REISSUE | {"request": "renewal", "papers": ["id_card"]}


def typed(screen: Screen, number: str = world.LI, person: dict[str, Any] | None = None, **request: Any) -> Page:
    """From the number to the ruling."""
    page = screen.send(screen.open("/counter/intake/"), "id_number", id_number=number)
    page = screen.send(page, "said_name", **(person or {}))
    page = screen.send(page, "stay_ground", **(REISSUE | request))
    page = screen.send(page, "version")
    return screen.send(page, "scanner", scanner="holder", fingers=["right_thumb", "left_thumb"])


def taken_in(screen: Screen, number: str = world.LI, **request: Any) -> str:
    """Accepted through the pages; the id of the case."""
    page = screen.send(typed(screen, number, **request), "version")
    return page.mark("number").attrs["data-case"]


def ticks() -> dict[str, str]:
    names = ("identity_confirmed", "photo_fit", "prints_fit", "particulars_right")
    return {f"sign_off-{name}": "on" for name in names}


def signed_off(screen: Screen, case: str, password: str = PASSWORD) -> Page:
    page = screen.open(f"/desk/signoff/{case}/")
    return screen.send(page, "sign_off-password", **ticks(), **{"sign_off-password": password})


def stage(page: Page) -> str:
    return page.mark("stage").attrs["data-stage"]


def produced() -> None:
    """The worker, until the centre has made every card."""
    steps.work(world.later(1))
    steps.work(world.later(2))
