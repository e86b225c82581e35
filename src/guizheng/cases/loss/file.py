"""挂失办件 B2: a new case of this counter, the case behind an entry of the register, and how it hears of a lifting."""

from datetime import datetime

from guizheng.cases import spine
from guizheng.cases.asked import home_at
from guizheng.cases.clocks import day_of
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Matter, Stage
from guizheng.ledger import serials
from guizheng.ledger.hands import SYSTEM, Hand
from guizheng.ledger.keys import new_id
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import Person


def new_case(person: Person, by: Hand, at: datetime) -> Case:
    """立案 B2: a case of this counter, unsaved, with its number."""
    home = home_at(person.home_division, at)
    number = serials.acceptance_number(by.authority, day_of(at))
    case = Case(
        bucket=person.bucket,
        id=new_id(person.bucket),
        matter=Matter.LOSS,
        number=number,
        person=person,
        accepting=by.authority,
        home=home.code if home else "",
        accepting_county=by.authority[:6],
        home_county=person.home_division,
        taken_in_by=by.officer,
        filed_at=at,
    )
    serials.enter(number, "case", case.id)
    return case


def case_of(entry: LossEntry) -> Case | None:
    """The loss report behind an entry; None where it came with a reissue or was imported."""
    if entry.case is None:
        return None
    return Case.objects.filter(bucket=entry.bucket, id=entry.case, matter=Matter.LOSS).first()


def record_lifting(first: Case | None, by_case: Case, at: datetime) -> None:
    """登记解除 B2: the report's own case ends when its report was lifted in another case."""
    if first is not None and first.stage == Stage.REPORTED:
        spine.move(
            first.id,
            Act.RECORD_LIFTING,
            by=SYSTEM,
            at=at,
            write=lambda _case, _row: {"lifted_in": by_case.number, "at": by_case.accepting},
        )
