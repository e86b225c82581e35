"""`guizheng papers [FOLDER]`: a specimen of every paper as PDF and picture, to be looked at."""

import sys
from pathlib import Path

DEFAULT_FOLDER = Path("test-output/papers")


def main(argv: list[str]) -> int:
    """Write the specimens; the paths of the pictures go to stdout."""
    import django

    django.setup()
    from django.utils import timezone

    from guizheng.ledger import pictures

    folder = Path(argv[0]) if argv else DEFAULT_FOLDER
    for path in pictures.write(folder, at=timezone.localtime()):
        sys.stdout.write(f"{path}\n")
    return 0
