"""裁定速度: decisions of remote-intake a second in one process, beside a loop that only reads and writes.

The bare loop parses the same JSON, builds the same frozen facts and writes a fixed answer of the same size.
Run: python benchmarks/law.py [SECONDS]. Prints one JSON line for each kind of facts.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from guizheng.law import matters

ROUND = 50
PLAIN: dict[str, object] = {
    "on": "2018-03-06",
    "request": "reissue",
    "cause": "lost",
    "error_by": "holder",
    "presence": "self",
    "insists": False,
    "person": {
        "id_number": "410105199001019008",
        "birth_date": "1990-01-01",
        "home": "410105",
        "status": "alive",
        "active_service": False,
        "capacity": "by_age",
        "relief": "none",
        "held_second_generation": True,
    },
    "counter": {
        "division": "120101",
        "kind": "household_hall",
        "is_point": True,
        "own_province": False,
        "causes": "all",
        "stay_proof": "required",
        "renewal_window_months": 3,
        "strict_address": False,
    },
    "stay": {"ground": "work", "evidence": ["residence_permit", "labour_contract"]},
    "papers": ["household_register", "residence_permit"],
    "card": {
        "valid_from": "2010-01-01",
        "valid_to": "2030-01-01",
        "fingerprint": True,
        "bilingual": False,
        "readable": True,
    },
    "cards": [
        {
            "valid_from": "2010-01-01",
            "valid_to": "2030-01-01",
            "reported_lost": False,
            "ended": "none",
            "collected": True,
            "fingerprint": True,
        }
    ],
    "register": {
        "found": True,
        "main_items_match": True,
        "change_on_register": False,
        "photo_on_file": True,
        "number_sound": True,
        "address": "match",
    },
    "identity": {"looks_changed": False, "fingerprint": "match", "otherwise_confirmed": True, "search": "none_else"},
    "barred": [],
    "searches": {"loss": "none", "found": "none"},
    "live_photo": True,
    "prints_taken": "taken",
    "production_prints_script": True,
}
CASES: dict[str, dict[str, object]] = {
    "accept": PLAIN,
    "notify": {**PLAIN, "papers": [], "stay": {"ground": "work", "evidence": []}},
    "refuse": {**PLAIN, "barred": [{"kind": "conduct", "source": "demo", "on": "2017-01-01", "withdrawn": False}]},
    "pending": {**PLAIN, "barred": None},
}


def rates(loops: Sequence[Callable[[bytes], object]], lines: Sequence[bytes], seconds: float) -> list[float]:
    """Calls a second of processor time of each loop: short rounds in turn, the best of each, so that other work on the
    machine counts little."""
    best, until = [0.0] * len(loops), time.perf_counter() + seconds
    while time.perf_counter() < until:
        for start in range(0, len(lines), ROUND):
            for at, loop in enumerate(loops):
                begun = time.process_time()
                for line in lines[start : start + ROUND]:
                    loop(line)
                best[at] = max(best[at], ROUND / (time.process_time() - begun))
    return best


def facts_lines(case: dict[str, object], days: int = 350) -> list[bytes]:
    """The same case on every day of a year, so that no two lines in a row are the same."""
    first = date(2018, 3, 6).toordinal()
    return [
        json.dumps({**case, "on": date.fromordinal(first + day).isoformat()}, ensure_ascii=False).encode()
        for day in range(days)
    ]


def decides(line: bytes) -> bytes:
    return matters.ruled("remote-intake", line).encoded()


def main(seconds: float) -> None:
    for name, case in CASES.items():
        lines = facts_lines(case)
        fixed = matters.answer_json("remote-intake", lines[0])
        assert fixed["outcome"] == name, fixed

        def bare(line: bytes, fixed: dict[str, object] = fixed) -> bytes:
            matters.read_facts("remote-intake", line)
            return msgspec.json.encode(fixed)

        bare_rate, rate = rates((bare, decides), lines, seconds)
        print(
            json.dumps(
                {
                    "benchmark": "law",
                    "matter": "remote-intake",
                    "outcome": name,
                    "bytes": len(lines[0]),
                    "decisions_per_second": round(rate),
                    "bare_per_second": round(bare_rate),
                    "ratio": round(rate / bare_rate, 3),
                }
            )
        )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
