"""`guizheng …`: one door for every command. Each is imported only when called, and the law never loads Django."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata


@dataclass(frozen=True, slots=True)
class Command:
    """A name, one line of help, and the function (`module:function`) that takes the arguments after the name."""

    says: str
    target: str


COMMANDS = {
    "run": Command(
        "the whole house: web, worker, publisher, verification node, simulators", "guizheng.conf.supervisor:main"
    ),
    "migrate": Command("bring the database up to date", "guizheng.conf.migrate:main"),
    "demo": Command("seed the demo nation", "guizheng.conf.demo:main"),
    "web": Command("the web server alone", "guizheng.conf.parts:web"),
    "worker": Command("jobs and the sequencer", "guizheng.conf.worker:main"),
    "publisher": Command("the feed for verification nodes", "guizheng.conf.parts:publisher"),
    "simulators": Command("the simulated outside systems", "guizheng.conf.parts:simulators"),
    "verify-node": Command("one verification node", "guizheng.verify.node:main"),
    "receipt": Command("is this receipt genuine, and about this card?", "guizheng.verify.receipt_command:main"),
    "story": Command("play a story through the pages of the running house", "guizheng.conf.stories:main"),
    "import-losses": Command("losses of earlier years from a file, through the breaker", "guizheng.conf.losses:main"),
    "decide": Command("ask the law: facts in, ruling out", "guizheng.conf.lawyer:decide"),
    "replay": Command("ask the law again, what it ruled before", "guizheng.conf.lawyer:replay"),
    "check": Command("what must hold at start-up", "guizheng.conf.migrate:check"),
    "lint-schema": Command("the schema rules, for every model", "guizheng.conf.schema_lint:main"),
    "papers": Command("every paper as PDF and picture", "guizheng.conf.papers:main"),
    "rows": Command("how many rows stand in each table", "guizheng.conf.house:main"),
    "manage": Command("Django's own commands", "guizheng.conf.migrate:manage"),
}


def version() -> str:
    """The version of the package and the digest of the law it carries."""
    from guizheng.law.version import law_version

    return f"guizheng {metadata.version('guizheng')} law {law_version()}"


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.says}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: guizheng COMMAND …  |  guizheng --version", "", *lines])


def main(argv: list[str] | None = None) -> int:
    """Entry point: the exit code of the command, 2 for a word that is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guizheng.conf.settings")
    words = sys.argv[1:] if argv is None else argv
    match words:
        case [] | ["-h" | "--help" | "help"]:
            print(usage())
            return 0
        case ["--version" | "version"]:
            print(version())
            return 0
        case [name, *rest] if name in COMMANDS:
            return _load(COMMANDS[name].target)(rest) or 0
        case [name, *_]:
            print(f"guizheng: no such command: {name}\n\n{usage()}", file=sys.stderr)
            return 2
    raise AssertionError(words)


def _load(target: str) -> Callable[[list[str]], int | None]:
    module, _, function = target.partition(":")
    loaded: Callable[[list[str]], int | None] = getattr(import_module(module), function)
    return loaded


if __name__ == "__main__":
    raise SystemExit(main())
