"""The tables of the ledger, each from the file of its subject."""

from guizheng.ledger.events import Event, SequenceHead, Stream
from guizheng.ledger.idempotency import Idempotency
from guizheng.ledger.jobs import Job
from guizheng.ledger.looks import Look
from guizheng.ledger.papers import Paper
from guizheng.ledger.seals import Seal
from guizheng.ledger.serials import NumberDirectory, Serial
from guizheng.ledger.two_person import Proposal

__all__ = [
    "Event",
    "Idempotency",
    "Job",
    "Look",
    "NumberDirectory",
    "Paper",
    "Proposal",
    "Seal",
    "SequenceHead",
    "Serial",
    "Stream",
]
