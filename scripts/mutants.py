"""变异检验: alter the law one place at a time and see a test fail.

    python scripts/mutants.py [--only MODULE ...] [--tables | --functions] [--jobs N] [--report docs/mutants.md]

Two kinds of mutants. `function`: operators, conditions, constants and returns inside functions, as mutmut does.
`table`: every value that stands outside a function body: tariffs, terms, papers, moves, dates, labels, defaults of
facts, and the arguments by which a rule is declared. mutmut itself leaves every decorated function alone, and every
rule of the law is one, so it would test the law least where it matters; hence this runner.

Each mutant runs in a forked child: the altered module is compiled in memory and the tests that reach it are run in
process until one fails. Survivors need a reason in scripts/mutants_reasons.toml; without one the status is 1.
"""

import argparse
import contextlib
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import re
import resource
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from mutation_sites import LAW, ROOT, Mutant, compiled, modules, mutants_of

TESTS = ROOT / "tests" / "law"
REASONS = ROOT / "scripts" / "mutants_reasons.toml"
# Long random searches add time, not knowledge, here: a mutant that only they would catch counts as survived.
NOT_RUN = {"test_decide_never_raises.py", "test_other_matters_never_raise.py"}
CPU_SECONDS = 120
Reached = dict[Path, tuple[set[str], float]]
# A test that starts a process of its own sees the law as it stands on disk, never the altered one.
PYTEST = [
    "-k",
    "not fails_the_check",
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:warnings",
    "--no-header",
    "--tb=no",
    "--rootdir",
    str(ROOT),
]


class Altered(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the altered code when the module is imported, and stands aside for every other."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.code = f"guizheng.law.{mutant.module}", compiled(mutant)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=self.code.co_filename)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        module.__file__ = self.code.co_filename
        exec(self.code, module.__dict__)


def forget_law() -> None:
    for name in [name for name in sys.modules if name == "guizheng" or name.startswith("guizheng.")]:
        del sys.modules[name]


def run_tests(targets: list[str]) -> int:
    """One file after another, so that nothing is collected that a kill makes needless; the first status but 0."""
    import pytest

    with open(os.devnull, "w") as silence, contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
        for target in targets:
            status = int(pytest.main([*PYTEST, target]))
            if status != 0:
                return status
    return 0


def in_child(work: Any, seconds: int) -> bytes | None:
    """What `work()` returned in a forked child, or None when it died or overran."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        status = 1
        try:
            limit(seconds)
            forget_law()
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(work())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return answer if status == 0 else None


def reach(test: Path) -> tuple[set[str], float] | None:
    """Which functions of the law a test file enters (`module:name`) and its seconds; None when it fails unaltered."""

    def work() -> bytes:
        seen: set[str] = set()
        prefix = str(LAW)

        def profile(frame: FrameType, event: str, arg: Any) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename.startswith(prefix):
                seen.add(f"{Path(code.co_filename).stem}:{code.co_qualname}")

        begun = time.perf_counter()
        sys.setprofile(profile)
        status = run_tests([str(test)])
        sys.setprofile(None)
        return json.dumps([status, sorted(seen), time.perf_counter() - begun]).encode()

    answer = in_child(work, 600)
    status, seen, seconds = json.loads(answer) if answer else (-1, [], 0.0)
    if status != 0:
        print(f"left out, fails before anything is altered: {test.name} (status {status})", flush=True)
        return None
    return set(seen), seconds


def limit(seconds: int) -> None:
    """A mutant that loops for ever is ended by the processor time it used, not by a busy machine's clock."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def start(mutant: Mutant, targets: list[str]) -> int:
    """The process in which the altered law meets its tests: it ends with 0 where the mutant lives."""
    child = os.fork()
    if child == 0:
        lives = False
        try:
            limit(CPU_SECONDS)
            forget_law()
            sys.meta_path.insert(0, Altered(mutant))
            lives = not (mutant.kind == "table" and documents_differ()) and run_tests(targets) == 0
        finally:
            os._exit(0 if lives else 1)
    return child


def documents_differ() -> bool:
    """What the test of the documents asks, without the time a test runner takes: it kills nearly every table."""
    import make_docs

    return bool(make_docs.stale(ROOT))


def judged(mutants: list[Mutant], reached: Reached, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant and whether it was killed. One thread, so that no child is forked with another's lock held."""
    waiting, running = list(reversed(mutants)), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            targets = tests_for(mutant, reached)
            if targets:
                running[start(mutant, targets)] = mutant
            else:
                yield mutant, False  # no test enters it
        if running:
            child, status = os.wait()
            yield running.pop(child), status != 0


def tests_for(mutant: Mutant, reached: Reached) -> list[str]:
    """The likeliest and quickest tests first; for a function only the files that enter it."""
    tail = mutant.where.split(".")[-1]
    entered = [
        test
        for test, (seen, _) in reached.items()
        if mutant.kind == "table"
        or any(name.startswith(f"{mutant.module}:") and re.split(r"[.:]", name)[-1] == tail for name in seen)
    ]
    words = mutant.module.replace("facts_", "")
    ordered = sorted(entered, key=lambda test: (words not in test.name, reached[test][1]))
    return [str(test) for test in ordered]


def every_mutant(args: argparse.Namespace) -> Iterator[Mutant]:
    for module in modules(args.only):
        for mutant in mutants_of(module):
            if (args.tables and mutant.kind != "table") or (args.functions and mutant.kind != "function"):
                continue
            if args.sample > 1 and int(hashlib.blake2s(mutant.key.encode()).hexdigest(), 16) % args.sample:
                continue
            yield mutant


def report(results: list[tuple[Mutant, bool]], reasons: dict[str, str], tests: int) -> tuple[str, bool]:
    lines = [
        "# Mutants of the law 变异检验",
        "",
        "Written by `make mutants`. Each place of `src/guizheng/law` that can be altered was altered once; a mutant is",
        f"killed when one of {tests} test files of `tests/law` fails. `table` counts every value of every table,",
        "`function` every operator, condition, constant and return. A survivor is listed with the reason why it lives.",
        "",
        "| module | table: killed / all | function: killed / all |",
        "|---|---|---|",
    ]
    names = sorted({mutant.module for mutant, _ in results})
    totals = {"table": [0, 0], "function": [0, 0]}
    for name in names:
        cells = []
        for kind in ("table", "function"):
            mine = [dead for mutant, dead in results if mutant.module == name and mutant.kind == kind]
            totals[kind][0] += sum(mine)
            totals[kind][1] += len(mine)
            cells.append(f"{sum(mine)} / {len(mine)}")
        lines.append(f"| {name} | {cells[0]} | {cells[1]} |")
    shares = {kind: 100 * dead / every if every else 100.0 for kind, (dead, every) in totals.items()}
    cells = [f"**{dead} / {every} = {shares[kind]:.1f} %**" for kind, (dead, every) in totals.items()]
    lines += [f"| **all** | {cells[0]} | {cells[1]} |", "", "## Survivors", ""]
    left = [mutant for mutant, dead in results if not dead]
    lines += ["| where | altered | why it may live |", "|---|---|---|"] if left else ["None."]
    unexplained = False
    for mutant in sorted(left, key=lambda one: (one.kind, one.module, one.line)):
        why = next((text for key, text in reasons.items() if mutant.key.startswith(key)), "")
        unexplained |= not why
        what = mutant.what.replace("|", "\\|").replace("\n", " ")
        lines.append(f"| {mutant.module}.{mutant.where} ({mutant.kind}) | `{what}` | {why or '**no reason given**'} |")
    met = shares["function"] >= 95 and not unexplained
    return "\n".join(lines) + "\n", met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], metavar="MODULE")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--functions", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="about one mutant in N")
    parser.add_argument("--report", type=Path)
    args = parser.parse_args()
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with contextlib.suppress(ImportError):
        for name in ("hypothesis", "chinese_calendar", "msgspec", "pytest", "xml.etree.ElementTree"):
            importlib.import_module(name)  # once here instead of in every child
    files = [path for path in sorted(TESTS.glob("test_*.py")) if path.name not in NOT_RUN]
    quick_searches()
    mutants = list(every_mutant(args))
    forget_law()
    begun = time.perf_counter()
    reached = {path: known for path in files if (known := reach(path))}
    print(
        f"{len(reached)} of {len(files)} test files, {len(mutants)} mutants; "
        f"map made in {time.perf_counter() - begun:.0f} s",
        flush=True,
    )
    results: list[tuple[Mutant, bool]] = []
    for mutant, dead in judged(mutants, reached, args.jobs):
        results.append((mutant, dead))
        if len(results) % 100 == 0:
            print(f"{len(results)} of {len(mutants)}, {time.perf_counter() - begun:.0f} s", flush=True)
        if not dead:
            print(f"survived {mutant.kind} line {mutant.line}: {mutant.key}", flush=True)
    reasons = tomllib.loads(REASONS.read_text("utf-8"))["reasons"] if REASONS.exists() else {}
    text, met = report(results, reasons, len(reached))
    if args.report:
        args.report.write_text(text, "utf-8")
    print(text)
    print(f"{time.perf_counter() - begun:.0f} s")
    return 0 if met and len(reached) == len(files) else 1


def quick_searches() -> None:
    """Property tests look less far, and always in the same places: the same mutant lives or dies in every run."""
    with contextlib.suppress(ImportError):
        from hypothesis import HealthCheck, settings

        settings.register_profile(
            "mutants", max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
        )
        settings.load_profile("mutants")


if __name__ == "__main__":
    sys.exit(main())
