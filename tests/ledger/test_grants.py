"""权限: the application's role may add to what is append-only, and take away nothing of what was decided."""

from django.apps import apps

from guizheng.ledger.events import Event
from guizheng.ledger.grants import grants, privileges
from guizheng.ledger.guards import guards_of
from guizheng.ledger.idempotency import Idempotency
from guizheng.ledger.keys import Bucketed
from guizheng.ledger.papers import Paper


def test_what_is_append_only_is_added_to_and_numbered_only():
    assert privileges(Event) == ("SELECT, INSERT", 'UPDATE ("position")')
    assert privileges(Paper) == ("SELECT, INSERT", "")


def test_what_serves_its_day_may_go():
    assert "DELETE" in privileges(Idempotency)[0]


def test_no_row_of_a_citizen_is_ever_deleted():
    for model in apps.get_models():
        if issubclass(model, Bucketed) and not getattr(model, "passing", False):
            assert "DELETE" not in privileges(model)[0], model


def test_the_role_starts_from_nothing_and_never_gets_everything():
    orders = list(grants("app"))
    assert orders[1] == 'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "app"'
    assert not any("ALL PRIVILEGES" in order or "TRUNCATE" in order for order in orders)
    assert sum('ON "ledger_event"' in order for order in orders) == 2


def test_every_append_only_table_has_its_triggers():
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            events = {guard.event.split()[0] for guard in guards_of(model)}
            assert events == {"DELETE", "UPDATE"}
