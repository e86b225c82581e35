"""人口信息: what the population register says of a person, brought into ours."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.registers import cards, persons
from guizheng.registers.persons import Person, PersonData

KEPT: tuple[str, ...] = (
    "name",
    "name_grams",
    "name_initials",
    "sex",
    "ethnicity",
    "birth_date",
    "home_division",
    "home_station",
)
KEPT += ("address", "phone", "status", "active_service", "capacity", "script", "prints")


@transaction.atomic
def enter(data: PersonData, *, by: Hand, at: datetime, case: uuid.UUID | None = None) -> Person:
    """登记人员 A5: take a person in from the population register; the one who stands already is brought up to date."""
    standing = persons.find(data.id_number)
    if standing is not None:
        return bring_up_to_date(standing, data, by=by, at=at, case=case)
    person = persons.prepare(data)
    person.save(force_insert=True)
    _record(person, "person_entered", by, at, case, {})
    return person


@transaction.atomic
def bring_up_to_date(
    person: Person, data: PersonData, *, by: Hand, at: datetime, case: uuid.UUID | None = None
) -> Person:
    """更新人员 A5: what the population register says now. A changed name goes to the verification nodes too."""
    standing = Person.objects.lock(person.id)
    fresh = persons.prepare(data)
    if fresh.number_index != standing.number_index:
        raise ValueError("a person's number is not changed by an update")
    changed = [field for field in KEPT if getattr(standing, field) != getattr(fresh, field)]
    if not changed:
        return standing
    for field in changed:
        setattr(standing, field, getattr(fresh, field))
    standing.save(update_fields=changed)
    event = _record(standing, "person_updated", by, at, case, {"changed": changed})
    if "name" in changed:
        cards.tell_nodes(standing, event)
    return standing


def _record(
    person: Person, act: str, by: Hand, at: datetime, case: uuid.UUID | None, body: dict[str, Any]
) -> events.Event:
    body = {**body, "case": str(case)} if case else body
    return events.record(person.id, "person", act, by=by, at=at, clause="A5", body=body)
