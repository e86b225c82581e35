"""`guizheng import-losses`: losses of earlier years taken over from a file, held by the breaker, rolled back by number.

guizheng import-losses FILE --dry-run                     what would change; nothing is written
guizheng import-losses FILE --officer NUMBER              takes it over, or goes on where it was interrupted
guizheng import-losses --release ID --officer NUMBER      the second person: another officer, another appointment
guizheng import-losses --undo ID --officer NUMBER         rolls back what it changed

The officer's password is read from the terminal, or from the first line of standard input.
"""

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from guizheng.ledger.hands import Hand
    from guizheng.registers.past_losses import Tally

CHINA = ZoneInfo("Asia/Shanghai")
POSTS = ("county_admin", "province", "ministry")
HELD = 3


def main(argv: list[str]) -> int:
    """0: done; 1: what can't be done; 3: held until a second person releases it."""
    import django

    django.setup()
    parser = argparse.ArgumentParser(prog="guizheng import-losses", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--officer", default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--release", type=int, metavar="ID")
    parser.add_argument("--undo", type=int, metavar="ID")
    args = parser.parse_args(argv)
    from guizheng.ledger.two_person import TwoPersonError
    from guizheng.registers import past_losses
    from guizheng.registers.breaker import Bulk, Held

    try:
        if args.dry_run and args.file:
            return _told(past_losses.dry_run(args.file), "dry run, nothing written")
        by, at = _hand(args.officer), datetime.now(CHINA)
        return _run(args, by, at)
    except Held as held:
        print(f"held: {held}; another officer releases it with --release {int(str(held)[2:])}", file=sys.stderr)
        return HELD
    except Bulk.DoesNotExist:
        print("no bulk change has this number", file=sys.stderr)
    except (OSError, PermissionError, TwoPersonError, ValueError) as error:
        print(error, file=sys.stderr)
    return 1


def _run(args: argparse.Namespace, by: "Hand", at: datetime) -> int:
    from guizheng.registers import breaker, past_losses
    from guizheng.registers.breaker import Bulk

    if args.release is not None:
        print(f"released {breaker.release(Bulk.objects.get(pk=args.release), by=by, at=at).number}")
        return 0
    if args.undo is not None:
        undone = past_losses.roll_back(Bulk.objects.get(pk=args.undo), by=by, at=at)
        print(f"rolled back {undone.changed}")
        return 0
    if args.file is None:
        raise ValueError("a file is needed")
    bulk, tally = past_losses.take_over(args.file, by=by, at=at)
    return _told(tally, f"{bulk.number}: {bulk.changed} of {bulk.rows} rows changed a card")


def _told(tally: "Tally", line: str) -> int:
    """Counts, and the rows that were not taken: their place in the file and why, nothing of the person."""
    print(line)
    for what, count in sorted(tally.counts.items()):
        print(f"  {what} {count}")
    for row, why in tally.refused:
        print(f"  row {row}: {why}")
    return 0


def _hand(number: str) -> "Hand":
    """The officer who answers for it, known by the password. PermissionError otherwise."""
    from guizheng.organs import officers
    from guizheng.organs.models import Officer

    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    officer = Officer.objects.filter(number=number, is_active=True).first()
    if officer is None or not officer.check_password(password):
        raise PermissionError("no such officer, or a wrong password")
    held = [one for one in officers.appointments(officer, datetime.now(CHINA).date()) if one.post in POSTS]
    if not held:
        raise PermissionError("this needs an appointment as administrator of county, province or ministry")
    return officers.hand(officer, held[0])
