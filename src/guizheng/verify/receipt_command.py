"""`guizheng receipt check`: is this receipt genuine, and is it about this card?

    guizheng receipt check --keys KEYS.json [--question QUESTION.json] < receipt

KEYS is the JWK set of the node's well-known address, QUESTION the body that was asked. Prints what the receipt says as
JSON; exit 1 with one line where it is not genuine, 2 where a file can't be read.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from guizheng.verify.question import Question
from guizheng.verify.receipts import BadReceiptError, check_receipt, read_key_set


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="guizheng receipt", description="核查回执: check a signed answer")
    parser.add_argument("act", choices=["check"])
    parser.add_argument("--keys", type=Path, required=True)
    parser.add_argument("--question", type=Path)
    asked = parser.parse_args(argv)
    try:
        keys = read_key_set(asked.keys.read_bytes())
        question = msgspec.json.decode(asked.question.read_bytes(), type=Question) if asked.question else None
    except (OSError, ValueError, KeyError, TypeError, msgspec.DecodeError) as error:
        print(f"receipt: can't read keys or question: {type(error).__name__}", file=sys.stderr)
        return 2
    try:
        receipt = check_receipt(sys.stdin.read().strip(), keys, question)
    except BadReceiptError as error:
        print(error, file=sys.stderr)
        return 1
    print(msgspec.json.format(msgspec.json.encode(receipt)).decode())
    return 0
