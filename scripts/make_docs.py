"""Writes the documents drawn from the law, or says which are stale.

python scripts/make_docs.py            writes docs/clauses.md, docs/procedures.md, docs/tables.md
python scripts/make_docs.py --check    status 1 when one is stale, or when a clause lacks a rule or a test
"""

import argparse
import difflib
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEYS = re.compile(r"(?:^test)((?:_[A-DGP]\d)+)(?=_|\.)")


def tests_of_clauses(folder: Path) -> dict[str, list[str]]:
    """`test_A5_identity.py` is a test of A5, `test_D1_D2_plan.py` of both, if it holds a test at all."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("test_*.py")):
        keys = KEYS.match(path.name)
        if keys and re.search(r"^def test_", path.read_text("utf-8"), re.MULTILINE):
            for key in keys[1].strip("_").split("_"):
                found[key].append(path.name)
    return dict(found)


def made(root: Path) -> tuple[dict[str, str], list[str]]:
    """The documents as they should be, and the holes among the clauses."""
    from guizheng.law import docs

    tests = tests_of_clauses(root / "tests" / "law")
    return docs.documents(tests), docs.holes(tests)


def stale(root: Path) -> list[str]:
    """What differs between docs/ and the law, as unified diffs, and the holes."""
    documents, holes = made(root)
    found = list(holes)
    for name, text in documents.items():
        path = root / "docs" / name
        present = path.read_text("utf-8") if path.exists() else ""
        if present != text:
            lines = difflib.unified_diff(
                present.splitlines(), text.splitlines(), f"docs/{name}", "the law", n=0, lineterm=""
            )
            found.append("\n".join(lines))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    if args.check:
        found = stale(ROOT)
        for text in found:
            print(text, file=sys.stderr)
        return 1 if found else 0
    documents, holes = made(ROOT)
    for name, text in documents.items():
        (ROOT / "docs" / name).write_text(text, "utf-8")
    for hole in holes:
        print(hole, file=sys.stderr)
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
