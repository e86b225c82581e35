"""D1 D2 D4, and the follow-up of D3: the plan that opens a point, its means, the public notice, answers by a clock."""

from datetime import date
from typing import Any

import pytest

from guizheng.law import organisation
from guizheng.law.organisation import FollowUpFacts, PlanFacts, PublicationFacts
from guizheng.law.rulings import Findings
from guizheng.law.terms import Outcome

PLAN = {"goals": "工作目标", "measures": "工作措施", "steps": "方法步骤", "owner": "责任人"}
PLAN |= {"day": "完成日期", "evidence": "落实证据"}
MEANS = {"equipment": "设备", "people": "人员", "money": "经费"}
FOLLOW_UP = {
    "cause": "原因",
    "person": "责任人",
    "measure": "处理措施",
    "decided_by": "决定人",
    "decided_on": "决定日期",
}
NOTICE = {"services": "办什么", "places": "在哪里办", "papers": "带什么材料", "fee": "多少钱"}
NOTICE |= {"term": "多长时间", "found_cards": "捡到证件交到哪里"}


def only(findings: Findings) -> tuple[str, str, str]:
    (missing,) = findings.missing
    assert findings.outcome is Outcome.PENDING
    assert missing.by == "office"
    assert "{" not in missing.says.en
    return missing.code, missing.clause, missing.says.zh


def test_a_complete_plan_opens_a_point() -> None:
    assert organisation.may_open(PlanFacts()).outcome is Outcome.ACCEPT
    assert organisation.may_close(FollowUpFacts()).outcome is Outcome.ACCEPT
    assert organisation.may_publish(PublicationFacts()).outcome is Outcome.ACCEPT


@pytest.mark.parametrize(("part", "word"), PLAN.items())
def test_D1_each_part_of_the_plan_is_needed(part: str, word: str) -> None:
    code, clause, says = only(organisation.may_open(PlanFacts(**{part: False})))
    assert (code, clause) == ("plan_incomplete", "D1")
    assert f"还缺：{word}；" in says


@pytest.mark.parametrize(("part", "word"), MEANS.items())
def test_D2_equipment_people_and_money_are_planned(part: str, word: str) -> None:
    code, clause, says = only(organisation.may_open(PlanFacts(**{part: False})))
    assert (code, clause) == ("means_unplanned", "D2")
    assert f"还缺：{word}。" in says


@pytest.mark.parametrize(("part", "word"), FOLLOW_UP.items())
def test_D3_a_late_case_is_followed_up_whole(part: str, word: str) -> None:
    code, clause, says = only(organisation.may_close(FollowUpFacts(**{part: False})))
    assert (code, clause) == ("follow_up_incomplete", "D3")
    assert f"还缺：{word}；" in says


@pytest.mark.parametrize(("part", "word"), NOTICE.items())
def test_D4_the_public_can_read_what_it_needs(part: str, word: str) -> None:
    code, clause, says = only(organisation.may_publish(PublicationFacts(**{part: False})))
    assert (code, clause) == ("notice_incomplete", "D4")
    assert f"还缺：{word}。" in says


def test_all_that_is_absent_is_named_at_once() -> None:
    facts: dict[str, Any] = {"goals": False, "evidence": False, "money": False}
    says = [missing.says for missing in organisation.may_open(PlanFacts(**facts)).missing]
    assert ["工作目标、落实证据" in says[0].zh, "goals, evidence" in says[0].en, "money" in says[1].en] == [True] * 3


def test_D4_a_complaint_is_answered_by_a_clock() -> None:
    assert organisation.answer_by(date(2024, 3, 4)) == date(2024, 3, 19)
    assert organisation.answer_by(date(2024, 3, 1)) == date(2024, 3, 18)  # 16 March is a Saturday


def test_D2_the_work_to_expect() -> None:
    day = date(2024, 3, 6)
    assert organisation.workload(100_000, day) == (4_000, 9_000)
    assert organisation.workload(101, day) == (5, 10)
    assert organisation.counters_needed(9_000, 18, 250) == 2
    assert organisation.counters_needed(9_001, 18, 250) == 3


def test_the_dated_values() -> None:
    since = date(2015, 7, 1)
    for value, wanted in (
        (organisation.USE_PERCENT, (4, 9)),
        (organisation.COMPLAINT_DAYS, 15),
        (organisation.UNCLAIMED_REMINDERS, (30, 90, 180)),
        (organisation.UNCLAIMED_MONTHS, 12),
    ):
        assert [(row.value, row.since, row.source) for row in value.rows] == [(wanted, since, "design")]
