"""`make test`: every group of tests on what it has to hold on, with counts and seconds by group.

    python scripts/test.py                 all
    python scripts/test.py law verify      some groups, by name

Two groups run side by side where there are two processors; each prints what it says when it has ended.
Fails when a test fails, is skipped or expected to fail, when a group is empty, or when the three databases did not run
the same number of tests.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
OUTPUT = ROOT / "test-output"

ON_DATABASES = ("ledger", "organs", "registers", "cases", "web", "api", "stories", "faults")
ONCE = ("conf", "gateways", "house")


@dataclass(frozen=True)
class Group:
    """Folders under tests/, and what they run on: `django` off, or one of the three databases."""

    name: str
    folders: tuple[str, ...]
    django: bool = True
    database: str = ""
    env: dict[str, str] = field(default_factory=dict)


GROUPS = (
    Group("sqlite", ON_DATABASES, database="sqlite"),
    Group("postgresql", ON_DATABASES, database="postgresql"),
    Group("partitioned", ON_DATABASES, database="postgresql", env={"GUIZHENG_TEST_PARTITIONED": "1"}),
    Group("law", ("law",), django=False),
    Group("verify", ("verify",), django=False),
    Group("house", ONCE),
    Group("browser", ("browser",), django=False),
)


@dataclass(frozen=True)
class Result:
    group: str
    code: int
    tests: int
    failed: int
    skipped: int
    seconds: float


def environment(group: Group, servers: dict[str, str]) -> dict[str, str]:
    """No setting of this machine's owner reaches the tests, but for what the group names."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIZHENG_", "DATABASE_"))}
    home = str(OUTPUT / "homes" / group.name)
    kept |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GUIZHENG_HOME": home, "GUIZHENG_POOL": "0"}
    own = {name: url.replace("/guizheng?", f"/{group.name}?") for name, url in servers.items()}
    return kept | (own if group.database == "postgresql" else {}) | group.env


def run(group: Group, servers: dict[str, str]) -> Result:
    """One pytest of its own; its counts are read from its report, not from its words."""
    folders = [f"tests/{name}" for name in group.folders if any((ROOT / "tests" / name).rglob("test_*.py"))]
    report = OUTPUT / f"{group.name}.xml"
    report.unlink(missing_ok=True)
    bare = ["-p", "no:django", "-W", "ignore::pytest.PytestConfigWarning"]
    plugins = ["-p", "pytest_django.plugin"] if group.django else bare
    if not folders:
        return Result(group.name, 5, 0, 0, 0, 0.0)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", *plugins, f"--junitxml={report}", *folders]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(group, servers), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    print(f"\n== {group.name}: {' '.join(folders)}\n{done.stdout.decode(errors='replace').rstrip()}", flush=True)
    seconds = time.monotonic() - started
    counts = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    if report.exists():
        suite = ElementTree.parse(report).getroot().find("testsuite")
        counts |= {name: int(suite.get(name, 0)) for name in counts} if suite is not None else {}
    failed = counts["failures"] + counts["errors"]
    return Result(group.name, done.returncode, counts["tests"], failed, counts["skipped"], seconds)


def faults(results: list[Result]) -> list[str]:
    """Why the whole is not green; empty when it is."""
    found = [f"{one.group}: pytest ended with {one.code}" for one in results if one.code]
    found += [f"{one.group}: {one.skipped} skipped or xfailed" for one in results if one.skipped]
    databases = {one.group: one.tests for one in results if one.group in ("sqlite", "postgresql", "partitioned")}
    if len(set(databases.values())) > 1:
        found.append(f"the databases ran different numbers of tests: {databases}")
    return found


def main(names: list[str]) -> int:
    wanted = [group for group in GROUPS if not names or group.name in names]
    if not wanted:
        print(f"groups: {', '.join(group.name for group in GROUPS)}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server of the tests ends as well
    OUTPUT.mkdir(exist_ok=True)
    lanes = min(2, os.cpu_count() or 1)
    with ExitStack() as stack:
        servers: dict[str, str] = {}
        if any(group.database == "postgresql" for group in wanted):
            from tests import pg

            servers = stack.enter_context(pg.server())
        with ThreadPoolExecutor(lanes) as pool:
            results = list(pool.map(lambda group: run(group, servers), wanted))
    print(f"\n{'group':<14}{'tests':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for one in results:
        print(f"{one.group:<14}{one.tests:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>9.1f}")
    failed, skipped = sum(one.failed for one in results), sum(one.skipped for one in results)
    total = sum(one.tests for one in results), sum(one.seconds for one in results)
    print(f"{'all':<14}{total[0]:>8}{failed:>8}{skipped:>9}{total[1]:>9.1f}")
    wrong = faults(results)
    print("\n".join(wrong) if wrong else "green: 0 skipped, 0 xfailed")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
