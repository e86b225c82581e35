"""样张: one specimen of each paper, drawn and turned into pictures, to be looked at."""

import io
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from guizheng.law.id_number import check_digit, mask
from guizheng.law.procedure import Issued
from guizheng.law.terms import Cause, Evidence, Request, StayGround
from guizheng.law.terms import Paper as Shown
from guizheng.ledger import papers
from guizheng.ledger.contents import (
    FEE_RECEIPT,
    AcceptanceForm,
    CardDates,
    Content,
    Decline,
    FeeReceipt,
    HomeForm,
    Item,
    Letter,
    LossForm,
    LossReceipt,
    Office,
    OneTimeNotice,
    Receipt,
    Record,
    Refusal,
)
from guizheng.ledger.keys import bucket_of, new_id
from guizheng.ledger.papers import Paper

SEVENTEEN = "41010219900307912"
NUMBER = SEVENTEEN + check_digit(SEVENTEEN)
POINT = Office(
    name="天津市公安局和平分局户政办证大厅", code="120101001000", address="天津市和平区南京路1号", phone="022-00000000"
)
HOME = Office(
    name="郑州市公安局中原分局", code="410102000000", address="河南省郑州市中原区建设西路1号", phone="0371-00000000"
)
CASE = "1201010012026112300001"
CONTEST = (
    "对本决定不服的，可以自收到本通知书之日起六十日内向本级人民政府申请行政复议，或者自收到之日起六个月内向人民法院"
    "提起行政诉讼。"
)


def specimens() -> Iterator[tuple[str, Content]]:
    """A paper of each kind, of an invented person."""
    masked = mask(NUMBER)
    card = CardDates(valid_from="2012-05-06", valid_to="2032-05-06", issuer=HOME.name, fingerprint=True)
    older = CardDates(valid_from="2006-03-01", valid_to="2016-03-01", issuer=HOME.name)
    yield (
        Issued.ACCEPTANCE_FORM,
        AcceptanceForm(
            office=POINT, name="李小红", id_number=NUMBER, case_number=CASE, filed_at="2026-11-23 10:05",
            request=Request.REISSUE, cause=Cause.LOST, sex="2", ethnicity="01", birth_date="1990-03-07",
            home_address="河南省郑州市中原区桐柏路街道桐柏路1号院3号楼2单元501号", home_authority=HOME.name,
            home_station="郑州市公安局中原分局桐柏路派出所", present_address="天津市和平区南市街道荣业大街2号1门302室",
            phone="13800000000", old_card=card, papers=(Shown.HOUSEHOLD_REGISTER, Shown.RESIDENCE_PERMIT),
            stay_ground=StayGround.WORK, evidence=(Evidence.RESIDENCE_PERMIT, Evidence.LABOUR_CONTRACT),
            fingers=("right_thumb", "left_thumb"), fingerprint_result="比对一致", fee="40.00",
            entrustment="豫公委〔2015〕1号", due="2027-01-22", clerk="陈受理", officer="王民警（120001）",
            remarks=("已查询挂失信息：未挂失", "已查询捡拾信息：无捡拾记录"),
        ),
    )  # fmt: skip
    yield (
        Issued.HOME_FORM,
        HomeForm(
            office=HOME, name="李小红", id_number=NUMBER, case_number="4101020002026112300001",
            filed_at="2026-11-23 10:05", request=Request.REISSUE, cause=Cause.LOST, sex="2", ethnicity="01",
            birth_date="1990-03-07", home_address="河南省郑州市中原区桐柏路街道桐柏路1号院3号楼2单元501号",
            home_authority=HOME.name, home_station="郑州市公安局中原分局桐柏路派出所", phone="13800000000",
            old_card=card, papers=(Shown.HOUSEHOLD_REGISTER,), fingers=("right_thumb", "left_thumb"),
            fingerprint_result="比对一致", fee="40.00", due="2027-01-22", clerk="范受理", officer="范受理（410003）",
        ),
    )  # fmt: skip
    yield (
        Issued.RECEIPT,
        Receipt(
            office=POINT, name="李小红", id_number=masked, case_number=CASE, request=Request.REISSUE,
            accepted_on="2026-11-23", due="2027-01-22", fee="40.00", fee_source="发改价格[2003]2322号",
            bring=("本回执",),
        ),
    )  # fmt: skip
    yield (
        Issued.ONE_TIME_NOTICE,
        OneTimeNotice(
            office=POINT, name="李小红", id_number=masked, case_number=CASE, request=Request.REISSUE,
            filed_on="2026-11-23", fee="40.00",
            items=(
                Item(
                    says="补领应当交验居民户口簿或者居住证", citation="《意见》二(一)3",
                    any_of=(Shown.HOUSEHOLD_REGISTER, Shown.RESIDENCE_PERMIT),
                ),
                Item(
                    says="在本地合法稳定就业、就学、居住的证明", citation="《意见》二(一)1",
                    any_of=(Evidence.LABOUR_CONTRACT, Evidence.BUSINESS_LICENCE, Evidence.LEASE),
                ),
            ),
        ),
    )  # fmt: skip
    yield (
        Issued.REFUSAL,
        Refusal(
            office=POINT, name="李小红", id_number=masked, case_number=CASE, request=Request.RENEWAL,
            filed_on="2026-11-23", elsewhere=HOME.name, contest=CONTEST,
            grounds=(
                Item(
                    says="相貌特征发生较大变化，居民身份证未登记指纹，且难以确认身份", citation="《意见》二(一)5",
                    remedy="到常住户口所在地公安机关核实身份后办理。",
                ),
            ),
        ),
    )  # fmt: skip
    yield (
        Issued.DECLINE,
        Decline(
            office=HOME, accepting=POINT, name="李小红", id_number=masked, case_number=CASE, request=Request.REISSUE,
            accepted_on="2026-11-23", contest=CONTEST, refund="已交纳的工本费40.00元，凭收据到受理单位退还。",
            grounds=(
                Item(
                    says="登记的出生日期与户籍档案不一致，且难以确认身份", citation="《意见》二(一)4",
                    remedy="持户籍档案材料到郑州市公安局中原分局核实。",
                ),
            ),
        ),
    )  # fmt: skip
    yield (
        FEE_RECEIPT,
        FeeReceipt(
            office=POINT, name="李小红", id_number=masked, case_number=CASE, request=Request.REISSUE, amount="40.00",
            source="发改价格[2003]2322号", paid_at="2026-11-23 10:12", means="现金", taken_by="陈受理（120002）",
        ),
    )  # fmt: skip
    yield (
        Issued.LOSS_FORM,
        LossForm(
            office=POINT, name="李小红", id_number=NUMBER, case_number=CASE, event="stolen",
            reported_at="2026-11-23 10:05", sex="2", ethnicity="01", birth_date="1990-03-07",
            home_address="河南省郑州市中原区桐柏路街道桐柏路1号院3号楼2单元501号", cards=(older, card),
            phone="13800000000", lost_on="2026-11-20", lost_where="天津站候车室", lost_how="候车时背包被盗",
            fingerprint_result="右手拇指比对一致", reissue_too=False, clerk="陈受理", officer="王民警（120001）",
        ),
    )  # fmt: skip
    yield (
        Issued.LOSS_RECEIPT,
        LossReceipt(
            office=POINT, name="李小红", id_number=masked, case_number=CASE, event="stolen",
            reported_at="2026-11-23 10:05", cards=(older, card), lost_on="2026-11-20", lost_where="天津站候车室",
        ),
    )  # fmt: skip
    yield (
        Issued.HANDOVER_RECORD,
        Record(
            office=POINT, name="李小红", id_number=masked, case_number=CASE,
            rows=(
                ("新证有效期", "2026-12-02 至 2046-12-02"), ("领证人", "李小红（本人）"), ("身份核验", "指纹比对一致"),
                ("原证", "已挂失"), ("新证视读机读核对", "一致"),
            ),
            signs=("领证人", "发放民警"),
        ),
    )  # fmt: skip
    yield (
        Issued.FINDING,
        Letter(
            office=POINT, name="津河银行(演示)", case_number=CASE,
            rows=(("证件", f"李** {masked}"), ("报告事项", "冒用他人证件"), ("发生时间", "2026-11-22 15:20"),
                  ("发生场所", "津河银行和平支行营业厅三号柜台")),
            paragraphs=("经核查,所报告的情况属实,依照《居民身份证法》第十七条处理。",),
            items=(Item(says="请继续保存本次核验的记录", citation="《意见》二(二)4", remedy="保存不少于三年。"),),
        ),
    )  # fmt: skip


def specimen(kind: str, said: Content, *, at: datetime) -> Paper:
    """A paper as `issue` would make it, kept nowhere."""
    bucket = bucket_of(NUMBER)
    return papers.frozen(
        kind, case=uuid.UUID(int=bucket << 112), content=said, authority=POINT.code, officer="120001", at=at,
        number=f"{papers.letters(kind)}120101001{at:%Y%m%d}0001", uid=new_id(bucket),
    )  # fmt: skip


def picture(pdf: bytes, *, dots_per_inch: int = 110) -> bytes:
    """The first page as PNG."""
    import pypdfium2  # type: ignore[import-untyped]

    page = pypdfium2.PdfDocument(pdf)[0]
    held = io.BytesIO()
    page.render(scale=dots_per_inch / 72).to_pil().save(held, "PNG")
    return held.getvalue()


def write(folder: Path, *, at: datetime) -> list[Path]:
    """PDF and PNG of every specimen in `folder`; the pictures' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, said in specimens():
        drawn = papers.pdf(specimen(kind, said, at=at))
        (folder / f"{kind}.pdf").write_bytes(drawn)
        (folder / f"{kind}.png").write_bytes(picture(drawn))
        written.append(folder / f"{kind}.png")
    return written
