"""办件页 D3 G2: clock, trace, papers, who answers; masked until a purpose is on record; two officers on one case."""

import pytest
from tests.cases import steps, world
from tests.cases.world import Outside
from tests.web.office import at, produced, signed_off, stage, taken_in, ticks
from tests.web.screens import PASSWORD

from guizheng.cases.application.models import Application
from guizheng.ledger.events import Event
from guizheng.ledger.models import Look

pytestmark = pytest.mark.django_db


def test_personal_data_is_masked_until_a_purpose_is_given(house: Outside) -> None:
    case = steps.accepted()
    clerk = at(world.CLERK)
    masked = clerk.open(f"/case/{case.id}/")
    assert "李*红" in masked.text
    assert "李小红" not in masked.text
    assert world.LI not in masked.text
    assert "文化路" not in masked.text
    look = Look.objects.latest("pk")
    assert (look.masked, look.purpose, look.subjects) == (True, "查看办件", [str(case.id)])
    short = clerk.send(masked, "purpose", purpose="看看")
    assert short.status == 422
    assert world.LI not in short.text
    clear = clerk.send(masked, "purpose", purpose="申请人来电核对地址")
    assert world.LI in clear.text
    assert "文化路" in clear.text
    look = Look.objects.latest("pk")
    assert (look.masked, look.purpose) == (False, "申请人来电核对地址")
    assert world.LI not in clerk.open(f"/case/{case.id}/").text


def test_the_trace_is_shown_with_its_chain_and_a_broken_one_is_told(house: Outside) -> None:
    case = steps.accepted()
    clerk = at(world.CLERK)
    assert "链完整" in clerk.open(f"/case/{case.id}/").text
    first = Event.objects.filter(bucket=case.bucket, stream_uid=case.id).order_by("seq").first()
    assert first is not None

    def altered(stream: object) -> list[Event]:
        first.officer = "999999"
        return [first]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guizheng.ledger.events.trace", altered)
        assert "链在第 1 条断开" in clerk.open(f"/case/{case.id}/").text


def test_the_clock_is_shown_line_by_line(house: Outside) -> None:
    case = steps.accepted()
    page = at(world.CLERK).open(f"/case/{case.id}/")
    assert "第 0 天 / 共 60 天" in page.text
    assert "起算日（不计入）" in page.text
    assert "法定期限" in page.text


def test_a_wrong_password_signs_nothing(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    signer = at(world.SIGNER)
    page = signed_off(signer, case, password="wrong")
    assert page.status == 422
    assert "没有签名" in page.text
    assert Application.objects.at(case).signature == ""
    held = page.filled("sign_off-password")[1]
    assert all(held[name] == ["on"] for name in ticks())


def test_a_box_not_ticked_does_not_sign_and_says_which(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    signer = at(world.SIGNER)
    page = signer.open(f"/desk/signoff/{case}/")
    most = {name: value for name, value in ticks().items() if not name.endswith("photo_fit")}
    page = signer.send(page, "sign_off-password", **most, **{"sign_off-password": PASSWORD})
    assert page.status == 422
    assert "不能签发" in page.text
    assert stage(signer.open(f"/case/{case}/")) == "review"


def test_two_officers_on_one_case_the_later_one_is_told_who_acted(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    signer, reviewer = at(world.SIGNER), at(world.REVIEWER)
    mine = signer.open(f"/desk/signoff/{case}/")
    theirs = reviewer.open(f"/desk/signoff/{case}/")
    reviewer.send(theirs, "send_back-what", **{"send_back-what": "补录电话"})
    late = signer.send(mine, "sign_off-password", **ticks(), **{"sign_off-password": PASSWORD})
    assert late.status in (403, 409)
    assert stage(signer.open(f"/case/{case}/")) == "sent_back"
    assert Application.objects.at(case).signature == ""


def test_a_signature_clicked_twice_signs_once(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    signer = at(world.SIGNER)
    page = signer.open(f"/desk/signoff/{case}/")
    target, values = page.filled("sign_off-password", **ticks(), **{"sign_off-password": PASSWORD})
    assert stage(signer.post(target, values)) == "signed"
    first = Application.objects.at(case).signature
    assert stage(signer.post(target, values)) == "signed"
    assert Application.objects.at(case).signature == first


def test_what_changed_since_intake_is_shown_to_the_signer(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    house.population.people[world.LI] = world.on_file(world.LI, address="河南省郑州市金水区经三路9号")
    page = at(world.SIGNER).open(f"/desk/signoff/{case}/")
    assert "受理后人口信息有变动" in page.text
    assert "经三路9号" in page.text


def test_what_the_law_refuses_at_collection_stands_beside_the_form(house: Outside) -> None:
    case = taken_in(at(world.CLERK))
    clerk, issuer = at(world.CLERK), at(world.ISSUER)
    signed_off(at(world.SIGNER), case)
    produced()
    page = issuer.open(f"/counter/collection/{case}/")
    issuer.send(page, "record_arrival-fit", **{"record_arrival-fit": "on"})
    said = {"hand_over-new_card_checked": "on", "hand_over-scanner": "holder"}
    unpaid = issuer.send(issuer.open(f"/counter/collection/{case}/"), "hand_over-receipt", **said)
    assert unpaid.status == 422
    assert "工本费尚未缴清" in unpaid.text
    clerk.send(clerk.open(f"/case/{case}/"), "means", means="cash")
    stranger = said | {"hand_over-collector": "other"}
    refused = issuer.send(issuer.open(f"/counter/collection/{case}/"), "hand_over-receipt", **stranger)
    assert refused.status == 422
    assert "不能发放" in refused.text
    page = issuer.send(issuer.open(f"/counter/collection/{case}/"), "hand_over-receipt", **said)
    assert stage(page) == "collected"


def test_the_server_tells_how_long_ago_it_committed(house: Outside) -> None:
    clerk = at(world.CLERK)
    case = taken_in(clerk)
    page = at(world.SIGNER)
    form = page.open(f"/desk/signoff/{case}/")
    target, values = form.filled("sign_off-password", **ticks(), **{"sign_off-password": PASSWORD})
    response = page.client.post(target, values, headers={"Referer": target})
    assert response["Server-Timing"].startswith("since-commit;dur=")


@pytest.mark.parametrize("text", ["李小红", "lxh", "LXH"])
def test_a_case_is_found_by_name_and_initials_where_it_is_ones_business(house: Outside, text: str) -> None:
    case = steps.accepted()
    found = at(world.CLERK).open(f"/search?text={text}")
    assert case.number in found.text
    assert "李*红" in found.text
    assert case.number not in at(world.STRANGE_CLERK).open(f"/search?text={text}").text


def test_a_number_leads_straight_to_its_case(house: Outside) -> None:
    done = steps.filed()
    clerk = at(world.CLERK)
    assert clerk.open(f"/search?text={done.number}").url == f"/case/{done.case}/"
    assert clerk.open(f"/search?text={done.papers[0].number}").url == f"/case/{done.case}/"
    assert "没有找到" in at(world.STRANGE_CLERK).open(f"/search?text={done.number}").text


def test_a_receipt_is_found_by_its_number_at_the_collection_counter(house: Outside) -> None:
    case = steps.accepted()
    issuer = at(world.ISSUER)
    assert issuer.open(f"/counter/collection/?number={case.number}").url == f"/counter/collection/{case.id}/"
    wrong = issuer.open("/counter/collection/?number=HZ000")
    assert wrong.status == 422
    assert "请核对回执" in wrong.mark("number-says").text
