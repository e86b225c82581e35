"""规则版本: under which law was this decided? One digest, frozen with each ruling."""

import hashlib

from guizheng.law import matters, procedure, rules
from guizheng.law.values import REGISTRY

REVISION = 1
"""Raised by hand when the body of a rule changes its meaning; tables and messages are covered by `law_version()`."""


def law_version() -> str:
    """规则版本: a digest over every value, every move, every rule and the revision; the same on every machine.

    Frozen with each ruling, so that it can be told under which law an old case was decided.
    """
    assert matters.MATTERS  # the whole law has to be loaded before it can be summed up
    digest = hashlib.sha256(f"revision {REVISION}\n".encode())
    for name in sorted(REGISTRY):
        for row in REGISTRY[name].rows:
            digest.update(f"{name}|{row.value!r}|{row.since}|{row.until}|{row.source}|{row.layer}\n".encode())
    for matter, moves in procedure.TABLES.items():
        digest.update(f"{matter.value}|{moves!r}\n".encode())
    for line in sorted(
        f"{r.clause}|{r.code}|{r.kind.value}|{r.citation}|{r.says}|{r.remedy}|{r.unknown}|{r.any_of}|{r.books}\n"
        for r in rules.ALL
    ):
        digest.update(line.encode())
    return digest.hexdigest()[:16]
