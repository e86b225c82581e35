"""窗口设备: card reader, fingerprint scanner and camera of a counter, through their ports.

In the demo the outside world is simulated, so the page says who stands at the counter: it lays that person's card on
the simulated reader and that person's finger on the simulated scanner, then reads through the port as in production.
"""

import httpx
from django.conf import settings

from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.errors import BadInput, Says
from guizheng.gateways import doors
from guizheng.gateways.answers import NotOnFile, Unknown
from guizheng.gateways.card_reader import CardRead
from guizheng.gateways.fingerprint import FINGERS
from guizheng.gateways.population import Photograph
from guizheng.ledger.hands import Hand

STRANGER = "stranger"


def read_card(by: Hand, demo_number: str) -> CardRead:
    """读卡: the card on this counter's reader. In the demo the number typed says whose card is laid on it."""
    if settings.DEMO and demo_number:
        _lay(by, card_of=demo_number, finger_of=demo_number)
    read = doors.card_reader().read(by.authority)
    if isinstance(read, CardRead):
        return read
    raise BadInput(
        "id_number",
        Says(
            "读卡器没有读到证件,请重新放置;芯片不可读的,请输入号码。",
            "The reader found no card; lay it again, or type the number if the chip is dead.",
        ),
    )


def as_shown(held: IntakeForm, card: CardRead) -> dict[str, str]:
    """What the chip says becomes what the applicant showed, unless something was typed already."""
    return {
        "said_name": held.said_name or card.chip.name,
        "said_address": held.said_address or card.chip.address,
    }


def scan(by: Hand, number: str, who: str, finger: str = "") -> tuple[str, str]:
    """采集指纹: (finger, sample) from this counter's scanner; nothing when no comparison is made."""
    if who not in ("holder", STRANGER):
        return "", ""
    finger = finger or _finger_on_file(number)
    if settings.DEMO:
        _lay(by, finger_of=number if who == "holder" else STRANGER)
    heard = doors.fingerprint().scan(by.authority, finger)
    return ("", "") if isinstance(heard, Unknown) else (heard.finger, heard.sample)


def portrait_on_file(number: str) -> Photograph | None:
    """人口信息照片: None when the register holds none or does not answer."""
    heard = doors.population().photograph(number)
    return None if isinstance(heard, NotOnFile | Unknown) else heard


def _finger_on_file(number: str) -> str:
    """The finger to lay on the scanner: the first one registered."""
    person = doors.population().person(number)
    prints = () if isinstance(person, NotOnFile | Unknown) else person.prints
    return prints[0] if prints else FINGERS[0]


def _lay(by: Hand, **what: str) -> None:
    """Tell the simulators who stands at this counter; without simulators nothing happens."""
    if settings.SIMULATORS_URL:
        asked = {"counter": by.authority, **what}
        try:
            httpx.post(f"{settings.SIMULATORS_URL}/desk/lay", json=asked, timeout=3.0, trust_env=False)
        except httpx.HTTPError:
            return
