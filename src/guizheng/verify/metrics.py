"""计数: how often each status and answer went out, summed over a node's workers, in Prometheus' text form."""

import json
import os
from collections import Counter
from pathlib import Path


class Metrics:
    """A worker's counts. Kept in memory, written beside those of its fellows by the worker's tending thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._own = folder / f"{os.getpid()}.json"
        self.counts: Counter[str] = Counter()
        self._written = -1

    def write(self) -> None:
        if (total := self.counts.total()) != self._written:
            draft = self._own.with_suffix(".new")
            draft.write_text(json.dumps(dict(self.counts)), encoding="ascii")
            draft.replace(self._own)
            self._written = total

    def text(self, gauges: dict[str, float]) -> bytes:
        """The node's counts as of its workers' last tending, and the gauges given."""
        counts: Counter[str] = Counter()
        for path in self._folder.glob("*.json"):
            counts.update(json.loads(path.read_text("ascii")))
        lines = ["# TYPE guizheng_verify_responses_total counter"]
        lines += [f'guizheng_verify_responses_total{{status="{key}"}} {n}' for key, n in sorted(counts.items())]
        for name, value in gauges.items():
            lines += [f"# TYPE guizheng_verify_{name} gauge", f"guizheng_verify_{name} {value:g}"]
        return ("\n".join(lines) + "\n").encode()
