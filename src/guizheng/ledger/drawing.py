"""制版: a paper's view into a PDF by typst. What people wrote goes in as JSON data only, never as markup."""

import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

from guizheng.ledger.glyphs import font_folder

TEMPLATES = Path(__file__).parent / "templates"
_own = threading.local()


def qr_rows(payload: str) -> list[str]:
    """The modules of a QR code, one text of 0 and 1 a row, without the quiet zone."""
    code = segno.make(payload, error="m", micro=False, mode="alphanumeric")
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]


def draw(template: str, view: dict[str, Any], *, at: datetime) -> bytes:
    """PDF/A-2b bytes. `template` names a file of ours; `at` stands as its date: the same paper is the same PDF.

    A picture in the view is a list of byte values.
    """
    path = TEMPLATES / f"{template}.typ"
    data = json.dumps(view, ensure_ascii=False)
    drawn = _compiler().compile(
        str(path), format="pdf", sys_inputs={"data": data}, pdf_standards="a-2b", timestamp=int(at.timestamp())
    )
    assert isinstance(drawn, bytes)
    return drawn


def _compiler() -> typst.Compiler:
    """One compiler a thread: it is not to be shared. It sees our templates and our font, nothing of the machine's."""
    compiler: typst.Compiler | None = getattr(_own, "compiler", None)
    if compiler is None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
        compiler = _own.compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
    return compiler
