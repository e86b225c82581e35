"""Write the third-party notices of NOTICE.md from the metadata of what is installed; `--check` only compares.

The text above the marker is written by hand; the table below it is made here, one line a package of requirements.lock.
"""

import re
import sys
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARKER = "<!-- made by scripts/make_notices.py from requirements.lock -->"
PACKAGE = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def licence(name: str) -> str:
    """The licence as the package itself states it: an expression, else its classifiers, else its own words."""
    about = metadata(name)
    stated = [one.rsplit(" :: ", 1)[-1] for one in about.get_all("Classifier", []) if one.startswith("License ::")]
    words = (about.get("License-Expression"), "; ".join(stated), (about.get("License") or "").strip().split("\n")[0])
    return next((one for one in words if one), "see the package").replace("|", "/")


def table() -> str:
    packages = PACKAGE.findall((ROOT / "requirements.lock").read_text())
    lines = [f"| {name} | {version} | {licence(name)} |" for name, version in sorted(packages)]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *lines, ""])


def main(argv: list[str]) -> int:
    path = ROOT / "NOTICE.md"
    now = path.read_text()
    wanted = f"{now.split(MARKER)[0].rstrip()}\n\n{MARKER}\n\n{table()}"
    if "--check" in argv:
        if now != wanted:
            print("NOTICE.md is not current: make docs", file=sys.stderr)
        return int(now != wanted)
    path.write_text(wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
