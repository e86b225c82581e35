"""`guizheng decide` and `guizheng replay`: the law's own commands, given what the law may not read itself."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from guizheng.law import command
from guizheng.law import replay as law_replay

CHINA = ZoneInfo("Asia/Shanghai")


def decide(argv: list[str]) -> int:
    return _run(["decide", *argv])


def replay(argv: list[str]) -> int:
    code, out, err = law_replay.run(argv, lambda path: Path(path).read_text("utf-8"))
    sys.stdout.write(out)
    sys.stderr.write(err)
    return code


def _run(argv: list[str]) -> int:
    """Facts come from standard input; a schema needs none."""
    asks_facts = "--schema" not in argv and sys.stdin is not None and not sys.stdin.isatty()
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if asks_facts else ""
    code, out, err = command.run(argv, text, datetime.now(CHINA).date())
    sys.stdout.write(out)
    sys.stderr.write(err)
    return code
