"""证据 B4: files handed in with a report or later, kept by their digest; who reads one leaves a look."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from guizheng.cases import may, spine
from guizheng.cases.errors import BadInput, Forbidden, Says
from guizheng.cases.misuse.forms import Attachment
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.ledger import objects
from guizheng.ledger.hands import Hand

LARGEST = 5 << 20
MOST = 10
_KINDS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))


def kept(files: Sequence[Attachment], who: str, at: datetime, standing: int = 0) -> list[dict[str, Any]]:
    """Keep the files; BadInput for one that is too large, of another kind, or one too many."""
    if standing + len(files) > MOST:
        raise BadInput("evidence", Says(f"证据最多{MOST}件。", f"At most {MOST} pieces of evidence."))
    rows = []
    for file in files:
        kind = next((name for mark, name in _KINDS if file.content.startswith(mark)), None)
        if kind is None:
            raise BadInput("evidence", Says("证据须为 JPEG、PNG 或 PDF。", "Evidence is a JPEG, PNG or PDF file."))
        if len(file.content) > LARGEST:
            raise BadInput("evidence", Says("单件证据不超过5兆。", "A piece of evidence has 5 MB at most."))
        rows.append(
            {
                "digest": objects.put(file.content),
                "name": file.name[-60:],
                "kind": kind,
                "size": len(file.content),
                "at": at.isoformat(),
                "by": who,
            }
        )
    return rows


@transaction.atomic
def add(case_id: uuid.UUID, files: Sequence[Attachment], *, by: Hand, at: datetime) -> Case:
    """补充证据 B4: by the police that look into it, while they do."""
    case = Case.objects.lock(case_id)
    if not case.open or not may.acts_for(case, by):
        raise Forbidden(Says("只有承办单位可在核查期间补充证据。", "Only the police in charge add evidence."))
    report = MisuseReport.objects.at(case_id)
    fresh = kept(files, by.officer, at, len(report.evidence))
    report.evidence = [*report.evidence, *fresh]
    report.save(update_fields=["evidence"])
    body = {"digests": [one["digest"] for one in fresh]}
    return spine.note(case, "evidence_added", by=by, at=at, clause="B4", body=body)
