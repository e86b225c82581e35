"""装入: writes the generated nation into the tables, in one transaction; a nation that stands is left alone."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from guizheng.organs import nation, nation_points
from guizheng.organs.models import (
    AcceptancePoint,
    Appointment,
    Authority,
    Division,
    Entrustment,
    Jurisdiction,
    Officer,
    RelyingUnit,
)
from guizheng.organs.nation_logins import OFFICERS, PASSWORD
from guizheng.organs.units import add_key

BATCH = 2000
APPOINTED = date(2015, 7, 1)


def load(seed: int = 1) -> bool:
    """Write divisions, authorities, jurisdictions, entrustments, points, units and demo officers. False: they stand."""
    if Division.objects.exists():
        return False
    made = list(nation.authorities(seed))
    with transaction.atomic():
        _write(Division, nation.divisions().values())
        _write(Authority, made)
        _write(Jurisdiction, nation.jurisdictions())
        _write(Entrustment, nation_points.entrustments())
        _write(AcceptancePoint, nation_points.points(made))
        _write(RelyingUnit, nation_points.UNITS)
        _keys()
        _officers()
    return True


def _write(model: type[models.Model], rows: Iterable[Any]) -> None:
    model._default_manager.bulk_create([model(**vars(row)) for row in rows], batch_size=BATCH)


def _keys() -> None:
    for unit in RelyingUnit.objects.order_by("code"):
        since = datetime.combine(unit.contract_since, time(), ZoneInfo("Asia/Shanghai"))
        add_key(unit, nation_points.DEMO_KEYS[unit.code], "demo", since)


def _officers() -> None:
    """One hash for all: they share the published password, and the first start should not wait for twenty."""
    password = make_password(PASSWORD)
    for one in OFFICERS:
        officer = Officer.objects.create(number=one.number, name=one.name, rank=one.rank, password=password, demo=True)
        Appointment.objects.bulk_create(
            [
                Appointment(officer=officer, authority_id=one.authority, post=post.value, since=APPOINTED)
                for post in one.posts
            ]
        )
