"""事实模式: the JSON Schema of a matter's facts, with every default, also where it follows from other facts."""

from typing import Any

import msgspec

from guizheng.law.facts import Facts

DERIVED: dict[str, str] = {
    "on": "the day asked with the request, else today in Asia/Shanghai",
    "filed_on": "the day ruled on",
    "issued_on": "the day ruled on",
    "cause": "renewal: expiry; reissue: lost; first: none",
    "guardian": "absent",
    "papers": "what the request needs",
    "card": "in order, and expiring on the day ruled on; of a first application: none",
    "cards": "the card alone",
    "id_number": "absent",
    "birth_date": "from the number, else 1990-01-01",
    "division": "120101; at home the person's own county",
    "serves": "the roll-out decides",
    "serves_first": "the dated opening of first applications decides",
    "causes": "all",
    "valid_from": "absent",
    "valid_to": "expiring on the day ruled on",
    "fingerprint": "true; match, or none_on_file where the card has no prints",
    "change_on_register": "false; not asked where the items match",
    "old_card": "renewal: returned; reissue and first: none",
    "place": "the station of the purpose, else airport",
    "purpose": "that of the place, else flight",
    "presented_for": "the purpose of the certificate",
    "from": "the day ruled on, or until where that is earlier",
    "until": "the first day; the next one for a hotel; of a checked certificate the day ruled on",
    "signed_on": "the day ruled on",
}
"""What stands in for an absent fact whose default is not one fixed value."""


def of(kind: type[Facts]) -> dict[str, Any]:
    """JSON Schema (2020-12). A property without a fixed default says in its description what stands in for it."""
    made = msgspec.json.schema(kind)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for definition in made["$defs"].values():
        required = definition.get("required", ())
        for name, written in definition.get("properties", {}).items():
            if "default" not in written and name not in required:
                written["description"] = f"default: {DERIVED.get(name, 'absent')}"
    return made
