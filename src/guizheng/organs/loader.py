"""装入: writes the generated nation into the tables, in one transaction; a nation that stands is left alone."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from guizheng.organs import members, nation, nation_points
from guizheng.organs.models import (
    AcceptancePoint,
    Appointment,
    Authority,
    Division,
    Entrustment,
    Jurisdiction,
    Officer,
    PoorTransport,
    RelyingUnit,
)
from guizheng.organs.nation_logins import OFFICERS, PASSWORD
from guizheng.organs.units import add_key

BATCH = 2000
APPOINTED = date(2015, 7, 1)


def load(seed: int = 1, only: Collection[str] = ()) -> bool:
    """Write divisions, authorities, jurisdictions, entrustments, points, units and demo officers. False: they stand.

    `only`: just these county-level divisions with what stands above them, for a place that wants no whole nation.
    """
    if Division.objects.exists():
        return False
    kept = _chain(only)
    made = [row for row in nation.authorities(seed) if row.division_id is None or row.division_id in kept]
    codes = {row.code for row in made}
    with transaction.atomic():
        _write(Division, (row for row in nation.divisions().values() if row.code in kept))
        _write(Authority, made)
        _write(Jurisdiction, (row for row in nation.jurisdictions() if row.authority_id in codes))
        _write(Entrustment, (row for row in nation_points.entrustments() if {row.home_id, row.accepting_id} <= codes))
        _write(PoorTransport, (row for row in nation_points.POOR_TRANSPORT if row.division_id in kept))
        _write(AcceptancePoint, nation_points.points(made))
        _write(RelyingUnit, (row for row in nation_points.UNITS if row.division_id in kept))
        _keys()
        _officers(codes)
    return True


def _chain(only: Collection[str]) -> Collection[str]:
    """These divisions, the ones above them and the codes they had before; all when none is named."""
    rows = nation.divisions()
    if not only:
        return rows.keys()
    kept = set(only)
    for code in only:
        above = rows[code].parent_id
        while above:
            kept.add(above)
            above = rows[above].parent_id
    return kept | {row.code for row in rows.values() if row.now in kept and row.now != row.code}


def _write(model: type[models.Model], rows: Iterable[Any]) -> None:
    model._default_manager.bulk_create([model(**vars(row)) for row in rows], batch_size=BATCH)


def _keys() -> None:
    for unit in RelyingUnit.objects.order_by("code"):
        since = datetime.combine(unit.contract_since, time(), ZoneInfo("Asia/Shanghai"))
        add_key(unit, nation_points.DEMO_KEYS[unit.code], "demo", since)
        members.add(unit, unit.code.lower(), "演示经办", PASSWORD, demo=True)


def _officers(authorities: Collection[str]) -> None:
    """One hash for all: they share the published password, and the first start should not wait for twenty."""
    password = make_password(PASSWORD)
    for one in OFFICERS:
        if one.authority not in authorities:
            continue
        officer = Officer.objects.create(number=one.number, name=one.name, rank=one.rank, password=password, demo=True)
        Appointment.objects.bulk_create(
            [
                Appointment(officer=officer, authority_id=one.authority, post=post.value, since=APPOINTED)
                for post in one.posts
            ]
        )
