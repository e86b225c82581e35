"""`guizheng lint-schema`: the rules that let the same models run on SQLite, PostgreSQL, hash partitions and Citus.

1. Every row of a table that grows with citizens carries `bucket`; a table of these rooms that does not is named here.
2. Its key is the pair (bucket, id), `id` a UUID made by the application.
3. Every unique constraint starts with `bucket`.
4. Such tables relate to one another by ForeignObject on (bucket, …) alone, and nothing else refers to them.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import django

CITIZENS_ROOMS = {"ledger", "registers", "cases"}
SIDE_TABLES = {
    "ledger.Idempotency",
    "ledger.Job",
    "ledger.Look",
    "ledger.NumberDirectory",
    "ledger.Proposal",
    "ledger.Seal",
    "ledger.SequenceHead",
    "ledger.Serial",
    "registers.Bulk",
    "registers.LostDigest",
    "registers.QuestionFile",
    "registers.QuestionSegment",
    "registers.UnitUse",
}
"""Queues, counters and directories: local tables, touched beside the one bucket of a transaction (ledger.keys)."""

Model = Any
Finding = tuple[str, int, str]
"""Model, number of the rule, what is wrong."""


def lint(models: Iterable[Model]) -> list[Finding]:
    """Every breach of a rule, in the order of the models."""
    rules = (_carries_bucket, _keyed_by_pair, _unique_in_bucket, _related_in_bucket)
    return [
        (model._meta.label, number, says)
        for model in models
        for number, rule in enumerate(rules, start=1)
        for says in rule(model)
    ]


def is_bucketed(model: Model) -> bool:
    return any(field.name == "bucket" for field in model._meta.local_fields)


def _carries_bucket(model: Model) -> Iterator[str]:
    named = model._meta.label in SIDE_TABLES
    if model._meta.app_label in CITIZENS_ROOMS and not is_bucketed(model) and not named:
        yield "grows with citizens and carries no bucket, or is a side table that is not named as one"
    if named and is_bucketed(model):
        yield "carries a bucket and is named as a side table"


def _keyed_by_pair(model: Model) -> Iterator[str]:
    if not is_bucketed(model):
        return
    if [field.name for field in model._meta.pk_fields] != ["bucket", "id"]:
        yield "key is not the pair (bucket, id)"
    elif model._meta.get_field("id").get_internal_type() != "UUIDField":
        yield "id is not a UUID"
    elif model._meta.get_field("id").has_default():
        yield "id has a default: it is made with its bucket, by new_id"


def _unique_in_bucket(model: Model) -> Iterator[str]:
    if not is_bucketed(model):
        return
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield f"{field.name} is unique by itself"
    uniques = [(one.name, one.fields) for one in model._meta.total_unique_constraints]
    uniques += [
        (one.name, one.fields) for one in model._meta.constraints if getattr(one, "condition", None) is not None
    ]
    uniques += [("unique_together", fields) for fields in model._meta.unique_together]
    for name, fields in uniques:
        if tuple(fields)[:1] != ("bucket",):
            yield f"{name} does not start with bucket"


def _related_in_bucket(model: Model) -> Iterator[str]:
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields]:
        target = getattr(field.remote_field, "model", None)
        if target is None or isinstance(target, str) or not is_bucketed(target):
            continue
        pairs = getattr(field, "from_fields", None) or [None]
        if field.many_to_many or field.concrete or pairs[0] != "bucket" or not is_bucketed(model):
            yield f"{field.name} refers to {target._meta.label} otherwise than on (bucket, …)"
        elif field.remote_field.on_delete.__name__ != "DO_NOTHING":
            yield f"{field.name}: the database, not Django, keeps this relation (DO_NOTHING)"


def main(argv: list[str]) -> int:
    """Exit 1 with a line for each breach."""
    django.setup()
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    found = lint(models)
    for label, number, says in found:
        print(f"{label}: rule {number}: {says}", file=sys.stderr)
    print(f"schema: {len(models)} models, {sum(map(is_bucketed, models))} bucketed, {len(found)} breaches")
    return 1 if found else 0
