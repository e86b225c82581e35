"""The simulated reader on a counter: gives the chip of the card that was laid on it."""

from typing import Any

from guizheng.gateways.card_reader import Laid, RawRead
from guizheng.gateways.chip import ChipText, text_block
from guizheng.gateways.population import CardOnFile, PersonOnFile
from guizheng.gateways.simulators.population import portrait
from guizheng.gateways.simulators.store import Store

CHIP_PRINTS = bytes(1024)


def read(store: Store, asked: dict[str, Any]) -> RawRead:
    found = store.rows("SELECT laid, card_of, card FROM counters WHERE name = ?", asked["reader"])
    if not found or found[0][0] == Laid.NONE:
        return RawRead(laid=Laid.NONE)
    laid, card_of, index = found[0]
    person = store.person(card_of)
    if laid == Laid.UNREADABLE or person is None or not 0 <= index < len(person.cards):
        return RawRead(laid=Laid.UNREADABLE)
    card = person.cards[index]
    return RawRead(
        laid=Laid.CARD,
        text=text_block(chip_text(person, card)),
        photograph=portrait(person.id_number),
        fingerprint=CHIP_PRINTS if card.fingerprint else b"",
        dn=card.dn,
    )


def chip_text(person: PersonOnFile, card: CardOnFile) -> ChipText:
    """What the chip of this card says."""
    return ChipText(
        name=person.name,
        sex=person.sex,
        ethnicity=person.ethnicity,
        birth=person.birth_date,
        address=person.address,
        id_number=person.id_number,
        issuer=card.issuer,
        valid_from=card.valid_from,
        valid_to=card.valid_to,
    )
