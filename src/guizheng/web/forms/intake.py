"""受理录入 A3 A5: the steps of the intake counter. Each binds a part of `IntakeForm` and leaves the rest."""

from typing import Any, ClassVar

import msgspec
from django import forms
from django.http import QueryDict

from guizheng.cases.application.forms import IntakeForm
from guizheng.law.terms import (
    AddressCheck,
    Capacity,
    Cause,
    ErrorBy,
    Evidence,
    Paper,
    Presence,
    PrintsTaken,
    Relief,
    Request,
    StayGround,
)
from guizheng.web import pictures
from guizheng.web.forms import parts
from guizheng.web.forms.parts import listed


class NumberForm(forms.Form):
    """公民身份号码, typed."""

    id_number = forms.CharField(
        label="公民身份号码",
        help_text="18 位,末位可为 X;空格不影响。",
        error_messages={"required": "请输入公民身份号码,或使用读卡器。"},
        widget=parts.TextInput(**{"class": "id-number", "maxlength": 24, "autofocus": True, "spellcheck": "false"}),
    )


class Step(forms.Form):
    """One step: its initial values come from the draft, and what was entered goes back into it."""

    three_valued: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, held: IntakeForm, data: QueryDict | None = None, files: Any = None, **kwargs: Any) -> "Step":
        initial = {name: getattr(held, name) for name in cls.base_fields if hasattr(held, name)}
        initial |= {name: parts.told(initial[name]) for name in cls.three_valued}
        return cls(data, files, initial=initial, **kwargs)

    def merge(self, held: IntakeForm) -> IntakeForm:
        """The draft with what this step entered."""
        entered = msgspec.to_builtins(held) | {n: self._plain(v) for n, v in self.cleaned_data.items() if n in _NAMES}
        return msgspec.convert(entered, IntakeForm)

    @staticmethod
    def _plain(value: Any) -> Any:
        if hasattr(value, "isoformat"):
            return value.isoformat()
        return value


_NAMES = frozenset(IntakeForm.__struct_fields__)


class PersonStep(Step):
    """身份核验 A5: the register's answer beside the applicant's words and face."""

    three_valued = ("main_items_match", "otherwise_confirmed")

    said_name = parts.text("申请人自报姓名", 60, help_text="按所交验的证件或本人陈述填写,用于与人口信息比对。")
    said_address = parts.text("申请人自报户籍地址", 120)
    main_items_match = parts.question("姓名、性别、民族、出生日期、号码与人口信息一致")
    address = parts.one_of("户籍地址与人口信息", AddressCheck)
    looks_changed = parts.tick("相貌与人口信息照片相比变化较大")
    otherwise_confirmed = parts.question("身份能够确认", help_text="指纹比对不一致或无指纹时,由民警以其他方式确认。")
    confirmed_how = parts.text("以何种方式确认", 120)
    presence = parts.one_of("到场人", Presence)
    capacity = parts.one_of("民事行为能力", Capacity, radio=False)
    guardian_name = parts.text("监护人姓名", 60)
    guardian_relation = parts.text("与申请人关系", 20)
    guardian_proved = parts.tick("监护关系已核实")
    interpreter = parts.text("翻译人员", 40)


class RequestStep(Step):
    """事由、材料与居住依据 A1 A3."""

    request = parts.one_of("申请种类", (Request.RENEWAL, Request.REISSUE, Request.FIRST))
    cause = parts.one_of("事由", [cause for cause in Cause if cause is not Cause.NONE], radio=False, required=False)
    error_by = parts.one_of("登记项目错误的原因", ErrorBy)
    lost_on = parts.the_day("丢失或被盗日期")
    lost_where = parts.text("丢失或被盗地点", 120)
    papers = parts.any_of("交验材料", Paper)
    stay_ground = parts.one_of("在本地的合法稳定事由", StayGround)
    evidence = parts.any_of("事由证明", Evidence, help_text="列出的证明有一项即可。")
    card_readable = parts.tick("原证芯片可读(换领)")
    contact = parts.text("联系电话", 20, inputmode="tel")
    present_address = parts.text("现居住地址", 120)
    relief = parts.one_of("减免对象", Relief, radio=False)
    relief_proof = parts.text("减免证明编号", 60)
    priority = parts.tick("优先办理")
    priority_reason = parts.text("优先办理理由", 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = self.fields["cause"]
        assert isinstance(causes, forms.ChoiceField)
        causes.choices = [("", "按申请种类(换领:期满;补领:丢失)"), *listed(causes)]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or self.cleaned_data
        entered["cause"] = entered.get("cause") or None
        entered["lost_on"] = entered["lost_on"].isoformat() if entered.get("lost_on") else ""
        if entered.get("priority") and not entered.get("priority_reason"):
            self.add_error("priority_reason", "优先办理须写明理由。")
        return entered


class SearchStep(Step):
    """查询 A3 A6: what the registers answered; the applicant may insist on 补领 though the card was found."""

    insists = parts.tick("原证已被捡拾在册,申请人仍要求补领")


class PortraitStep(Step):
    """人像与指纹 A5: live photograph and prints."""

    live_photo = parts.tick("已现场采集人像,符合 GA 461 要求")
    picture = forms.FileField(
        label="人像照片文件", required=False, help_text="JPEG 文件,358×441 像素;未选择时使用演示相机。"
    )
    prints_taken = parts.one_of("指纹采集", PrintsTaken)
    fingers = parts.any_of("已采集指位", ())
    scanner = parts.one_of("指纹比对", ())

    FINGERS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("right_thumb", "右拇指"),
        ("left_thumb", "左拇指"),
        ("right_index", "右食指"),
        ("left_index", "左食指"),
    )
    SCANNER: ClassVar[tuple[tuple[str, str], ...]] = (
        ("holder", "演示指纹仪:本人指纹"),
        ("stranger", "演示指纹仪:他人指纹"),
        ("none", "未比对"),
    )

    def clean_picture(self) -> Any:
        upload = self.cleaned_data.get("picture")
        if upload is not None:
            wrong = pictures.fault(upload.read())
            upload.seek(0)
            if wrong:
                raise forms.ValidationError(wrong)
        return upload

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("fingers", self.FINGERS), ("scanner", self.SCANNER)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


STEPS: dict[str, tuple[str, type[Step]]] = {
    "person": ("身份核验", PersonStep),
    "request": ("事由与材料", RequestStep),
    "searches": ("查询核实", SearchStep),
    "portrait": ("人像指纹", PortraitStep),
}
