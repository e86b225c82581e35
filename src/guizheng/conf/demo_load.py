"""演示装入: writes invented persons, batch by batch, into the registers and into what the simulated systems know."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from guizheng.conf.demo_person import DemoPerson
from guizheng.conf.demo_tour import tour_people
from guizheng.gateways.credit import CreditRecord
from guizheng.gateways.population import CardOnFile, PersonOnFile
from guizheng.gateways.simulators.store import Store
from guizheng.ledger import events
from guizheng.ledger.events import Event, Stream
from guizheng.ledger.hands import SYSTEM
from guizheng.organs.models import Authority, UnitKey
from guizheng.registers import barred, feed, seeding
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import Person, PersonData

BATCH = 2_000
MISUSE = "misuse"

Progress = Callable[[int], None]
Rows = tuple[Person, list[Card]]


def load_people(people: Iterable[DemoPerson], store: Store, at: datetime, progress: Progress) -> int:
    """Stream persons and their cards in; those who stand are passed over, so a stopped run goes on. How many are new.

    The simulated population system hears of a batch first: whoever stands in the registers is known there.
    """
    issuers = county_names()
    stream, seen, new = iter(people), 0, 0
    resumed = Person.objects.exists()
    while batch := list(islice(stream, BATCH)):
        rows = {one.id_number: _rows(one, at) for one in batch}
        fresh = _not_standing(rows) if resumed else rows
        store.put_people(on_file(one, issuers) for one in batch if one.id_number in fresh)
        with transaction.atomic():
            _write(list(fresh.values()), at)
        seen, new = seen + len(batch), new + len(fresh)
        progress(seen)
    return new


def county_names() -> dict[str, str]:
    """Division → name of the authority that stands on its cards."""
    return dict(Authority.objects.filter(kind="county").values_list("division_id", "name"))


def on_file(one: DemoPerson, issuers: dict[str, str]) -> PersonOnFile:
    """What the population register says of a person."""
    return PersonOnFile(
        id_number=one.id_number,
        name=one.name,
        sex=one.sex,
        ethnicity=one.ethnicity,
        birth_date=one.birth_date,
        home_division=one.home_division,
        home_station=one.home_station,
        address=one.address,
        phone=one.phone,
        status=one.status,
        active_service=one.active_service,
        capacity=one.capacity,
        photo_on_file=one.photo_on_file,
        number_sound=one.number_sound,
        script=one.script,
        prints=one.prints,
        cards=tuple(
            CardOnFile(
                valid_from=card.valid_from,
                valid_to=card.valid_to,
                fingerprint=card.fingerprint,
                bilingual=card.bilingual,
                dn=card.dn,
                issuer=issuers[one.home_division],
            )
            for card in one.cards
        ),
    )


def _person(one: DemoPerson) -> PersonData:
    return PersonData(
        id_number=one.id_number,
        name=one.name,
        sex=one.sex,
        ethnicity=one.ethnicity,
        birth_date=one.birth_date,
        home_division=one.home_division,
        home_station=one.home_station,
        address=one.address,
        phone=one.phone,
        status=one.status,
        active_service=one.active_service,
        capacity=one.capacity,
        script=one.script,
        prints=one.prints,
    )


def _rows(one: DemoPerson, at: datetime) -> Rows:
    return seeding.prepare(_person(one), one.cards, issuer=f"{one.home_division}000000", at=at)


def _write(made: list[Rows], at: datetime) -> None:
    told = list(seeding.snapshot_rows(made, at=at))
    Person.objects.bulk_create([person for person, _ in made], batch_size=BATCH)
    Card.objects.bulk_create([card for _, held in made for card in held], batch_size=BATCH)
    Stream.objects.bulk_create([stream for stream, _, _ in told], batch_size=BATCH)
    Event.objects.bulk_create([event for _, event, _ in told], batch_size=BATCH)
    FeedRow.objects.bulk_create([row for _, _, row in told], batch_size=BATCH)


def _not_standing(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Batches were written whole and in order: where the last one stands all do, where the first does not none does."""
    made = list(rows.values())
    if _stands(made[-1][0]):
        return {}
    if not _stands(made[0][0]):
        return rows
    return {number: pair for number, pair in rows.items() if not _stands(pair[0])}


def _stands(person: Person) -> bool:
    return Person.objects.filter(bucket=person.bucket, id=person.id).exists()


def beginning(number: int, at: datetime) -> tuple[int, date]:
    """The seed and the day of the nation: those it began with, else these, which are put on record."""
    stream = events.reference_stream("nation", "demo")
    if begun := events.trace(stream):
        return begun[0].body["seed"], date.fromisoformat(begun[0].body["as_of"])
    body = {"seed": number, "as_of": at.date().isoformat()}
    with transaction.atomic():
        events.record(stream, "nation", "nation_seeded", by=SYSTEM, at=at, body=body)
    return number, at.date()


def load_bars(store: Store, at: datetime) -> None:
    """不良记录 A6: the persons of the tour who are barred: one by a decision, one by the credit platform."""
    for one in tour_people(at.date()):
        number = one.person.id_number
        if one.barred == "conduct":
            barred.enter(
                number,
                act=MISUSE,
                decision="津公(和)行罚决字〔2024〕演示1号",
                decided_on=at.date().replace(year=at.year - 2, day=1),
                source="天津市公安局和平分局",
                by=SYSTEM,
                at=at,
            )
        elif one.barred == "credit" and not store.rows("SELECT 1 FROM credit WHERE id_number = ?", number):
            since = at.date().replace(year=at.year - 1, day=1)
            record = CreditRecord(
                kind="credit", source="国家信用信息共享交换平台(演示)", on=since, reference="DEMO-0001"
            )
            store.put_credit([(number, record)])


def load_unit_keys(at: datetime) -> None:
    """用证单位密钥 B3: the demo units' keys go to the nodes through the feed, like any other."""
    for key in UnitKey.objects.select_related("unit").order_by("pk"):
        with transaction.atomic():
            unit = key.unit
            if unit.revision:
                continue
            unit.revision = 1
            unit.save(update_fields=["revision"])
            stream = events.reference_stream("unit", unit.code)
            event = events.record(stream, "unit", "unit_key_issued", by=SYSTEM, at=at, clause="B3")
            feed.write_unit(
                event,
                key_hash=bytes(key.key_hash),
                unit=unit.code,
                channel=unit.channel,
                purposes=unit.purposes,
                quota_per_second=unit.quota_per_second,
                revoked=False,
                revision=unit.revision,
            )
