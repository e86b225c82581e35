"""The tables of the registers, each from the file of its subject."""

from guizheng.registers.barred import BarredPerson
from guizheng.registers.breaker import Bulk
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.found import FoundCard
from guizheng.registers.hits import Hit, LostDigest
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import Person
from guizheng.registers.questions import QuestionFile, QuestionSegment, UnitUse

__all__ = ["BarredPerson", "Bulk", "Card", "FeedRow", "FoundCard", "Hit", "LossEntry", "LostDigest", "Person"]
__all__ += ["QuestionFile", "QuestionSegment", "UnitUse"]
