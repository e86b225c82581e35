"""出具文书: one paper of a case, whose number finds the case again."""

from datetime import datetime

from guizheng.cases.done import PaperRef
from guizheng.cases.spine import Case
from guizheng.law.procedure import Issued, Move
from guizheng.ledger import papers, serials
from guizheng.ledger.contents import Content
from guizheng.ledger.hands import Hand


def paper(case: Case, kind: Issued, content: Content, row: Move, by: Hand, at: datetime) -> PaperRef:
    """Issue a paper under the clause of the move that hands it out."""
    made = papers.issue(kind, case=case.id, content=content, by=by, at=at, clause=row.clause)
    serials.enter(made.number, "paper_case", case.id)
    return PaperRef(kind=kind, number=made.number, id=made.id)
