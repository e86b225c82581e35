"""待办 B4: the reports in the hands of the police of a place, and a unit's own; a fixed number of queries."""

from dataclasses import dataclass

from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.facts_misuse import MisuseAct
from guizheng.law.procedure import Matter, Stage
from guizheng.ledger.hands import Hand

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One report with its case."""

    case: Case
    report: MisuseReport

    @property
    def stage(self) -> Stage:
        return Stage(self.case.stage)

    @property
    def act(self) -> MisuseAct:
        return MisuseAct(self.report.act)


def of_police(hand: Hand, *, open_only: bool = True) -> list[Row]:
    """冒用核查待办 B4: the oldest first."""
    cases = Case.objects.filter(matter=Matter.MISUSE, accepting=hand.authority)
    if open_only:
        cases = cases.filter(open=True)
    return _rows(list(cases.select_related("person").order_by("filed_at")[:PAGE]))


def of_unit(unit: str) -> list[Row]:
    """本单位的冒用报告 B4: the latest first."""
    reports = list(MisuseReport.objects.filter(unit=unit).select_related("case").order_by("-happened_at")[:PAGE])
    return [Row(one.case, one) for one in reports]


def _rows(cases: list[Case]) -> list[Row]:
    held = MisuseReport.objects.filter(bucket__in={one.bucket for one in cases}, id__in=[one.id for one in cases])
    reports = {one.id: one for one in held}
    return [Row(one, reports[one.id]) for one in cases]
