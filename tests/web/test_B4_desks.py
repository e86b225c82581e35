"""督察与冒用核查 B4 A6: from a unit's report to a closed case, from the list to the regulator, and who asked."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cases import world
from tests.cases.test_B4_misuse import DETECTIVE, FOUND, SECOND, work
from tests.cases.world import Outside, hand, later
from tests.web import office
from tests.web.office import at
from tests.web.screens import PASSWORD
from tests.web.test_B4_units import reported
from tests.web.unit_office import UnitScreen, asked, bank, hit, lose_li

from guizheng.cases.misuse import acts
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.misuse.oversight_models import Complaint, Inspection
from guizheng.cases.spine import Case
from guizheng.ledger.models import Look, Paper
from guizheng.organs.models import Appointment, Officer, RelyingUnit
from guizheng.registers import barred
from guizheng.verify.outcome import Outcome
from guizheng.web.desks.urls import urlpatterns

pytestmark = pytest.mark.django_db
INSPECTOR = hand("000002", "严督察", "supervisor", "120000000000")
ANY = "00000000-0000-8000-8000-000000000000"


@pytest.fixture
def desk(house: Outside, tmp_path, settings) -> RelyingUnit:
    settings.HOME = tmp_path
    for one in (DETECTIVE, SECOND, INSPECTOR):
        officer = Officer.objects.create(number=one.officer, name=one.name)
        officer.set_password(PASSWORD)
        officer.save()
        Appointment.objects.create(officer=officer, authority_id=one.authority, post=one.post, since=later(-900).date())
    assert office.HANDS
    return bank()


def path_of(pattern) -> str:
    known = {"case": ANY, "person": ANY, "paper": ANY, "unit": 1, "digest": "ab"}
    return reverse(pattern.name, kwargs={name: known[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_each_page_is_for_its_posts_and_a_refused_look_is_on_record(desk, pattern) -> None:
    assert Client().get(path_of(pattern)).url.startswith("/login?next=")
    assert at(world.MAKER).open(path_of(pattern)).status == 403
    assert (Look.objects.latest("pk").refused, Look.objects.latest("pk").page) == (True, pattern.name)


@pytest.mark.parametrize(
    ("by", "name"), [(DETECTIVE, "misuse-case"), (DETECTIVE, "misuse-evidence"), (INSPECTOR, "supervision-paper"),
                     (world.CLERK, "complaint")]
)  # fmt: skip
def test_what_is_not_there_is_not_found(desk, by, name) -> None:
    (pattern,) = [one for one in urlpatterns if one.name == name]
    assert at(by).open(path_of(pattern)).status == 404


def act(screen, page, name, **typed):
    csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    given = {"csrfmiddlewaretoken": csrf[1], "act": name, **({"version": version[1]} if version else {}), **typed}
    return screen.post(page.url, given)


def test_from_a_units_report_to_a_closed_case(desk) -> None:
    lose_li()
    one = hit()
    reported(UnitScreen(), f"/units/hits/{one.id}/report")
    case = Case.objects.get()
    first = at(DETECTIVE)
    assert case.number in first.open("/desk/misuse/").text
    page = first.open(f"/desk/misuse/{case.id}/")
    digest = MisuseReport.objects.at(case.id).evidence[0]["digest"]
    shown = first.client.get(f"/desk/misuse/{case.id}/evidence/{digest}")
    assert (shown.status_code, shown["Content-Type"], shown.content[:4]) == (200, "image/png", b"\x89PNG")
    page = act(first, page, "take_up")
    page = act(first, page, "evidence", evidence=SimpleUploadedFile("b.pdf", b"%PDF-1.7"))
    assert len(MisuseReport.objects.at(case.id).evidence) == 2
    found = {"conduct": "used", "actor_is_holder": "no", "finding": "王某持他人挂失证件开户"}
    wrong = act(first, page, "confirm_misuse", **(found | {"actor_name": "王建国", "actor_number": "1"}))
    assert (wrong.status, "行为人公民身份号码不正确" in wrong.text) == (422, True)
    page = act(first, page, "confirm_misuse", **(found | {"actor_name": "王建国", "actor_number": world.WANG}))
    assert page.mark("stage").attrs["data-stage"] == "proven"
    assert "王建国" in page.text
    assert world.WANG not in page.text


def proven(desk) -> Case:
    reported(UnitScreen())

    case = Case.objects.get()
    acts.take_up(case.id, by=DETECTIVE, at=later())
    acts.confirm_misuse(case.id, FOUND, by=DETECTIVE, at=later())
    return case


def test_two_officers_bar_who_did_it_and_one_alone_does_not(desk) -> None:
    case = proven(desk)
    first, second = at(DETECTIVE), at(SECOND)
    page = first.open(f"/desk/misuse/{case.id}/")
    decided = {"decision": "津公(和)行罚决字〔2026〕演示7号", "decided_on": "2026-03-01"}
    assert act(first, page, "record_bar", decision="津公").status == 422
    page = act(first, page, "record_bar", **decided)
    assert ("待第二名民警确认" in page.text, 'value="second"' in page.text) == (True, False)
    digest = re.search(r'name="digest" value="(\w+)"', second.open(page.url).text)
    assert act(first, page, "second", digest=digest[1]).status == 403
    assert "演示7号" in act(second, second.open(page.url), "second", digest=digest[1]).text
    work()
    assert [row.decision for row in barred.records_for(world.WANG)] == [decided["decision"]]
    page = act(first, first.open(page.url), "inform_holder")
    page = act(first, page, "hand_on", to="法制大队")
    assert page.mark("stage").attrs["data-stage"] == "handed_on"
    papers = Paper.objects.filter(case=case.id).values_list("kind", flat=True)
    assert sorted(papers) == ["finding", "hand_on_record", "misuse_receipt"]


def test_an_officer_takes_a_report_in(desk) -> None:
    clerk = at(world.CLERK)
    page = reported(clerk, "/desk/misuse/new")
    assert Case.objects.get().number in page.text
    assert reported(clerk, "/desk/misuse/new", id_number="41010519900307999X").status == 422


def test_from_the_list_to_the_regulator(desk) -> None:
    inspector = at(INSPECTOR)
    assert desk.name in inspector.open("/desk/supervision/").text
    path = f"/desk/supervision/{desk.pk}/"
    assert inspector.send(inspector.open(path), "found", ground="no_questions", found=" ").status == 422
    page = inspector.send(inspector.open(path), "found", ground="no_questions", found="柜面没有接入核查")
    assert page.mark("stage").attrs["data-stage"] == "inspected"
    page = inspector.send(page, "said", step="notify", said="十五日内接入", days="15")
    early = inspector.send(page, "said", step="fail", said="仍未接入")
    assert early.status == 403
    Inspection.objects.update(due=later(-1).date())
    page = inspector.send(inspector.open(path), "said", step="fail", said="仍未接入")
    page = inspector.send(page, "said", step="hand_over", said="天津市金融监管部门(演示)")
    assert Inspection.objects.get().stage == "handed_over"
    assert Paper.objects.count() == 4
    one = Paper.objects.latest("issued_at")
    assert inspector.client.get(f"/desk/supervision/papers/{one.id}.pdf").content.startswith(b"%PDF")
    assert at(world.CLERK).open(f"/desk/supervision/papers/{one.id}.pdf").status == 404


def test_the_holder_is_told_who_asked_with_purpose_and_look_on_record(desk) -> None:
    record = asked(Outcome.CLEAR)
    clerk = at(world.CLERK)
    page = clerk.open("/desk/asked/")
    assert clerk.send(page, "purpose", id_number=world.LI, purpose="看").status == 422
    told = clerk.send(page, "purpose", id_number=world.LI.lower(), purpose="本人查询核查记录")
    assert (record in told.text, desk.name in told.text, world.LI in told.text.split('id="asked"')[1]) == (
        True, True, False,
    )  # fmt: skip
    look = Look.objects.latest("pk")
    assert (look.purpose, look.page, len(look.subjects), look.masked) == ("本人查询核查记录", "asked", 1, True)
    assert not [url for url in clerk.urls if world.LI in url]
    nobody = clerk.send(page, "purpose", id_number=world.number("41010519800101998"), purpose="本人查询核查记录")
    assert (nobody.status, "登记中没有此人" in nobody.text) == (422, True)


def test_a_complaint_hands_out_its_evidence(desk) -> None:
    clerk = at(world.CLERK)
    told = clerk.send(clerk.open("/desk/asked/"), "purpose", id_number=world.LI, purpose="本人查询核查记录")
    wrong = clerk.send(told, "unit", unit=desk.code, day="2026-03-01", said="")
    assert wrong.status == 422
    done = clerk.send(wrong, "unit", unit=desk.code, day="2026-03-01", said="该行凭挂失证件开户")
    assert "已受理投诉" in done.text
    one, paper = Complaint.objects.get(), Paper.objects.get()
    assert (one.asked, paper.kind) == (0, "evidence_pack")
    assert clerk.client.get(f"/desk/supervision/papers/{paper.id}.pdf").content.startswith(b"%PDF")
    assert at(world.STRANGE_CLERK).open(f"/desk/supervision/papers/{paper.id}.pdf").status == 404
    assert at(INSPECTOR).client.get(f"/desk/supervision/papers/{paper.id}.pdf").status_code == 200
