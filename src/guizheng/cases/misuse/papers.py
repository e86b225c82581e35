"""文书 B4: what the unit that reported and the police who take over are given. No word of the actor's person."""

from datetime import datetime
from typing import Any

from guizheng.cases.clocks import ZONE
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.facts_misuse import MisuseAct
from guizheng.ledger import contents
from guizheng.ledger.contents import Office
from guizheng.organs.authorities import authority
from guizheng.organs.models import RelyingUnit
from guizheng.registers.persons import masked_name, masked_number_of


def receipt(case: Case, report: MisuseReport) -> contents.Letter:
    """冒用报告回执: that the report stands, and who looks into it."""
    return contents.Letter(
        **_head(case, report),
        rows=(*_about(case, report), ("证据", f"{len(report.evidence)}件")),
        paragraphs=(
            "你单位（你）的冒用报告已收到，转由上列公安机关核查。核查结果将书面告知。",
            "请妥善保存与本次核验有关的记录，未经公安机关要求不得对外提供（《意见》二(二)4）。",
        ),
    )


def finding(case: Case, report: MisuseReport, article: str) -> contents.Letter:
    """核查结果告知书: proven or not, and by which article."""
    outcome = f"经核查，所报告的情况属实，依照{article}处理。" if article else "经核查，所报告的情况不属实。"
    return contents.Letter(**_head(case, report), rows=_about(case, report), paragraphs=(outcome,))


def hand_on(case: Case, report: MisuseReport, to: str, article: str) -> contents.Record:
    """案件移交登记: what goes over, and to whom."""
    rows = (
        *_about(case, report),
        ("认定", report.finding),
        ("适用条款", article),
        ("证据", "、".join(one["digest"][:16] for one in report.evidence) or "无"),
        ("接收单位", to),
    )
    here = _office(case)
    return contents.Record(
        office=here, name=case.person.name, id_number=masked_number_of(case.person), case_number=case.number,
        rows=rows, signs=("移交民警", "接收人"),
    )  # fmt: skip


def _about(case: Case, report: MisuseReport) -> tuple[tuple[str, str], ...]:
    """What is said of the card names its holder no more than the unit did."""
    return (
        ("证件", f"{masked_name(case.person.name)} {masked_number_of(case.person)}"),
        ("报告事项", MisuseAct(report.act).zh),
        ("发生时间", _moment(report.happened_at)),
        ("发生场所", report.scene),
    )


def _head(case: Case, report: MisuseReport) -> dict[str, Any]:
    unit = RelyingUnit.objects.filter(code=report.unit).first() if report.unit else None
    return {"office": _office(case), "name": unit.name if unit else report.reporter, "case_number": case.number}


def _office(case: Case) -> Office:
    here = authority(case.accepting)
    return Office(name=here.name, code=here.code, address=here.address, phone=here.phone)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"
