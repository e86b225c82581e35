"""冒用核查 B4 A6: from a unit's report to a closed case; the bar sits on who did it, never on the holder."""

import uuid
from datetime import date, timedelta

import msgspec
import pytest
from tests.cases import world
from tests.cases.world import CLERK, LI, WANG, Outside, hand, later
from tests.registers.segments import unit

from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.misuse import acts, bars, evidence, jobs, worklists
from guizheng.cases.misuse.forms import Attachment, DecisionForm, FindingForm, ReportForm
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.facts_misuse import MisuseAct
from guizheng.ledger import events, objects, papers
from guizheng.ledger.jobs import Job, run_next
from guizheng.ledger.models import Idempotency
from guizheng.organs.models import Appointment, Officer
from guizheng.registers import barred, persons

pytestmark = pytest.mark.django_db

DETECTIVE = hand("120021", "卫核查", "investigation", world.HALL)
SECOND = hand("120022", "邵核查", "investigation", world.HALL)
FAR_AWAY = hand("510021", "蜀核查", "investigation", "510104010000")
PHOTO = Attachment(name="柜台照片.jpg", content=b"\xff\xd8\xff" + b"counter")
FORM = ReportForm(happened_at=later(minutes=-30), scene="津河银行和平支行柜台", said="持证人与照片不符", place="120101")
FOUND = FindingForm(actor_number=WANG, actor_name="王建国", finding="王建国持李小红的挂失证件开户。")
DECISION = DecisionForm(decision="津公(和)行罚决字〔2026〕演示7号", decided_on=date(2026, 3, 2))


@pytest.fixture
def bank(outside: Outside, tmp_path, settings):
    settings.HOME = tmp_path
    for one in (DETECTIVE, SECOND, FAR_AWAY):
        officer = Officer.objects.create(number=one.officer, name=one.name)
        Appointment.objects.create(officer=officer, authority_id=one.authority, post=one.post, since=later(-900).date())
    return unit(division_id="120101")


def work(at=None):
    moment = at or later(1)
    while run_next(jobs.handlers(lambda: moment), lambda: moment) is not None:
        pass


def reported(bank, form=FORM, files=(PHOTO,), **more):
    by = acts.hand_of_unit(bank, "津河银行经办")
    done = acts.report(LI, form, files, by=by, at=later(), unit=bank, **more)
    return Case.objects.at(done.case)


def proven(bank, form=FOUND):
    case = reported(bank)
    acts.take_up(case.id, by=DETECTIVE, at=later(minutes=5))
    acts.confirm_misuse(case.id, form, by=DETECTIVE, at=later(minutes=30))
    return Case.objects.at(case.id)


def test_a_report_is_at_once_a_case_of_the_police_of_the_place(bank) -> None:
    case = reported(bank)
    assert (case.matter, case.stage, case.accepting) == ("misuse", "filed", world.HALL)
    report = MisuseReport.objects.at(case.id)
    assert objects.get(report.evidence[0]["digest"]) == PHOTO.content
    assert [row.case.id for row in worklists.of_police(DETECTIVE)] == [case.id]
    assert worklists.of_police(FAR_AWAY) == []
    assert [paper.kind for paper in papers.of_case(case.id)] == ["misuse_receipt"]
    assert LI not in str([events.trace(case.id)[0].body, report.facts, papers.of_case(case.id)[0].content])


def test_the_whole_way_bars_who_did_it_and_never_the_holder(bank, outside: Outside) -> None:
    case = proven(bank)
    acts.inform_holder(case.id, by=DETECTIVE, at=later(minutes=40))
    proposal = bars.propose(case.id, DECISION, by=DETECTIVE, at=later(minutes=50))
    assert bars.standing(case.id) == proposal
    bars.confirm(proposal.pk, proposal.digest, by=SECOND, at=later(minutes=60))
    acts.hand_on(case.id, "和平分局法制大队", by=DETECTIVE, at=later(minutes=70))
    work()
    work()
    (row,) = barred.records_for(WANG)
    assert (row.act, row.decision, row.decided_on) == ("use_of_anothers", DECISION.decision, DECISION.decided_on)
    assert row.source == "和平分局办证大厅"
    assert barred.records_for(LI) == []
    stands = Case.objects.at(case.id)
    assert (stands.stage, stands.open) == ("handed_on", False)
    kinds = [paper.kind for paper in papers.of_case(case.id)]
    assert kinds == ["misuse_receipt", "finding", "hand_on_record"]
    assert all(papers.pdf(paper).startswith(b"%PDF") for paper in papers.of_case(case.id))
    (text,) = [text for key, (_, text) in outside.notice.sent.items() if key.startswith("misuse")]
    assert case.number in text
    assert WANG not in str([event.body for event in events.trace(case.id)] + list(Job.objects.values("payload")))


@pytest.mark.parametrize(
    "form",
    [
        msgspec.structs.replace(FOUND, act=MisuseAct.LENT),
        FindingForm(actor_is_holder=True, finding="持证人本人使用已挂失的证件。"),
        FindingForm(act=MisuseAct.LENT, actor_is_holder=True, finding="持证人将证件借给他人。"),
    ],
)
def test_lending_and_ones_own_card_bar_nobody(bank, form) -> None:
    case = proven(bank, form)
    assert MisuseReport.objects.at(case.id).ruling["bars"] == "no"
    with pytest.raises(Forbidden, match="不登记不良记录"):
        bars.propose(case.id, DECISION, by=DETECTIVE, at=later(1))


def test_one_officer_alone_bars_nobody(bank) -> None:
    case = proven(bank)
    proposal = bars.propose(case.id, DECISION, by=DETECTIVE, at=later(1))
    with pytest.raises(Forbidden, match="另一名"):
        bars.confirm(proposal.pk, proposal.digest, by=DETECTIVE, at=later(1))
    with pytest.raises(Forbidden):
        bars.confirm(proposal.pk, proposal.digest, by=FAR_AWAY, at=later(1))
    work()
    assert (barred.records_for(WANG), bars.standing(case.id)) == ([], proposal)


def test_a_bar_is_entered_once_and_withdrawn_by_two(bank) -> None:
    case = proven(bank)
    proposal = bars.propose(case.id, DECISION, by=DETECTIVE, at=later(1))
    bars.confirm(proposal.pk, proposal.digest, by=SECOND, at=later(1))
    work()
    with pytest.raises(Forbidden, match="已登记"):
        bars.propose(case.id, DECISION, by=DETECTIVE, at=later(2))
    bars.enter(Job.objects.get(kind=bars.RECORD).payload, later(2))
    assert len(barred.records_for(WANG)) == 1
    taken_back = bars.propose_withdrawal(case.id, "复议撤销", by=SECOND, at=later(3))
    bars.confirm(taken_back.pk, taken_back.digest, by=DETECTIVE, at=later(3))
    work(later(4))
    assert barred.records_for(WANG)[0].withdrawn_on == later(3).date()


def test_what_is_not_borne_out_ends_and_the_unit_is_told(bank) -> None:
    case = reported(bank)
    acts.dismiss(case.id, "双胞胎姐妹,证件为本人。", by=DETECTIVE, at=later(1))
    assert Case.objects.at(case.id).stage == "dismissed"
    paper = papers.of_case(case.id)[-1]
    assert "不属实" in str(paper.content)
    assert paper.content["name"] == bank.name
    with pytest.raises(Forbidden):
        acts.take_up(case.id, by=DETECTIVE, at=later(1))


@pytest.mark.parametrize("by", [CLERK, FAR_AWAY, hand("120023", "辅警", "investigation", world.HALL, "auxiliary")])
def test_others_do_not_look_into_it(bank, by) -> None:
    case = reported(bank)
    with pytest.raises(Forbidden):
        acts.take_up(case.id, by=by, at=later(1))
    with pytest.raises(Forbidden):
        evidence.add(case.id, [PHOTO], by=by, at=later(1))


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("scene", {"scene": " "}),
        ("happened_at", {"happened_at": later(1)}),
        ("place", {"place": "99"}),
        ("place", {"place": "990000"}),
    ],
)
def test_a_report_that_cannot_be_says_where(bank, field, changed) -> None:
    with pytest.raises(BadInput) as error:
        reported(bank, msgspec.structs.replace(FORM, **changed))
    assert error.value.field == field
    assert not Case.objects.exists()


@pytest.mark.parametrize("number", ["410105199003079241", "41010519900307999X", world.number("41010519800101998")])
def test_a_number_that_is_none_or_nobodys(bank, number) -> None:
    with pytest.raises(BadInput) as error:
        acts.report(number, FORM, by=acts.hand_of_unit(bank, "经办"), at=later(), unit=bank)
    assert error.value.field == "id_number"
    assert number not in str(error.value)


@pytest.mark.parametrize(
    "changed",
    [{"finding": " "}, {"actor_name": ""}, {"actor_number": "410105"}, {"actor_number": LI}],
)
def test_a_finding_says_what_and_who(bank, changed) -> None:
    with pytest.raises(BadInput):
        proven(bank, msgspec.structs.replace(FOUND, **changed))
    assert Case.objects.get().stage == "in_hand"


@pytest.mark.parametrize(
    "files",
    [
        [Attachment("a.exe", b"MZ....")],
        [Attachment("a.pdf", b"%PDF-" + bytes(5 << 20))],
        [PHOTO] * 11,
    ],
)
def test_evidence_has_its_kinds_and_bounds(bank, files) -> None:
    with pytest.raises(BadInput) as error:
        reported(bank, files=files)
    assert (error.value.field, Case.objects.count()) == ("evidence", 0)


def test_evidence_is_added_while_it_is_looked_into(bank) -> None:
    case = reported(bank)
    evidence.add(case.id, [Attachment("监控.png", b"\x89PNG\r\n\x1a\n1")], by=DETECTIVE, at=later(1))
    assert [one["by"] for one in MisuseReport.objects.at(case.id).evidence] == [bank.code, DETECTIVE.officer]
    assert events.trace(case.id)[-1].act == "evidence_added"


def test_sent_twice_it_is_one_report(bank) -> None:
    key = uuid.uuid4()
    first = reported(bank, key=key)
    assert reported(bank, key=key).id == first.id
    assert (Case.objects.count(), Idempotency.objects.get().owner) == (1, bank.code)
    with pytest.raises(Conflict):
        reported(bank, msgspec.structs.replace(FORM, scene="另一处"), key=key)


def test_an_officer_reports_too_under_their_own_number(bank) -> None:
    done = acts.report(LI, FORM, by=CLERK, at=later())
    assert done.case is not None
    assert events.trace(done.case)[0].officer == CLERK.officer
    assert MisuseReport.objects.at(done.case).unit == ""


def test_where_nobody_is_appointed_the_county_answers(bank) -> None:
    case = reported(bank, msgspec.structs.replace(FORM, place="410105"))
    assert case.accepting == world.HOME


def test_a_decision_has_its_number_and_its_day(bank) -> None:
    case = proven(bank)
    for changed in ({"decision": " "}, {"decided_on": (later() + timedelta(days=2)).date()}):
        with pytest.raises(BadInput):
            bars.propose(case.id, msgspec.structs.replace(DECISION, **changed), by=DETECTIVE, at=later())
    person = persons.find(LI)
    assert person is not None
