"""`guizheng decide` and `guizheng replay`: the law's own commands, given what the law may not read itself."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from guizheng.law import command

CHINA = ZoneInfo("Asia/Shanghai")


def decide(argv: list[str]) -> int:
    return _run(["decide", *argv])


def replay(argv: list[str]) -> int:
    return _run(["replay", *argv])


def _run(argv: list[str]) -> int:
    """Facts come from standard input; a schema needs none."""
    asks_facts = "--schema" not in argv and sys.stdin is not None and not sys.stdin.isatty()
    text = sys.stdin.read() if asks_facts else ""
    code, out, err = command.run(argv, text, datetime.now(CHINA).date())
    sys.stdout.write(out)
    sys.stderr.write(err)
    return code
