"""挂失录入 B1 B2: what the loss counter and the lifting counter type; each binds a part of its form."""

from typing import Any

import msgspec
from django import forms

from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.law.facts_loss import LossEvent
from guizheng.law.terms import Capacity, Presence
from guizheng.ledger import codes
from guizheng.web.forms import parts
from guizheng.web.forms.intake import PortraitStep, RequestStep

HOW = "以何种方式确认"


class EventStep(forms.Form):
    """事件、到场人和身份 B2."""

    event = parts.one_of("挂失事由", LossEvent)
    lost_on = parts.the_day("丢失或被盗日期")
    lost_where = parts.text("丢失或被盗地点", 120)
    lost_how = parts.text("丢失经过", 120)
    phone_lost = parts.tick("手机同时丢失,不向该号码发送验证码和通知")
    contact = parts.text("其他联系方式", 20, help_text="电话或电子邮箱;挂失一经成立即发送通知。")
    presence = parts.one_of("到场人", Presence)
    capacity = parts.one_of("民事行为能力", Capacity, radio=False)
    guardian_name = parts.text("监护人姓名", 60)
    guardian_relation = parts.text("与申请人关系", 20)
    guardian_proved = parts.tick("监护关系已核实")
    main_items_match = parts.question("姓名、性别、民族、出生日期、号码与人口信息一致")
    looks_changed = parts.tick("相貌与人口信息照片相比变化较大")
    otherwise_confirmed = parts.question("身份能够确认", help_text="指纹比对不一致或无指纹时,由民警以其他方式确认。")
    confirmed_how = parts.text(HOW, 120)

    @classmethod
    def of(cls, held: LossForm, data: Any = None) -> "EventStep":
        return cls(data, initial=_shown(cls, held))

    def merge(self, held: LossForm) -> LossForm:
        entered = dict(self.cleaned_data)
        entered["lost_on"] = entered["lost_on"].isoformat() if entered["lost_on"] else ""
        return msgspec.convert(msgspec.to_builtins(held) | entered, LossForm)


class LiftStep(forms.Form):
    """解除挂失 B2: the card in hand, who came, and whether the report was theirs."""

    card = forms.ChoiceField(label="交验的证件", widget=forms.RadioSelect(), required=False)
    card_shown = parts.question("本人已交验该证件", unknown=False)
    readable = parts.question("证件完好,芯片可读", unknown=False)
    presence = parts.one_of("到场人", Presence)
    otherwise_confirmed = parts.question("身份能够确认", help_text="指纹比对不一致或无指纹时,由民警以其他方式确认。")
    confirmed_how = parts.text(HOW, 120)
    contested = parts.tick("本人称挂失不是本人申报的(冒名挂失),须两名民警办理")

    @classmethod
    def of(cls, held: LiftForm, cards: list[tuple[str, str]], data: Any = None) -> "LiftStep":
        initial = _shown(cls, held)
        initial["card"] = str(held.card) if held.card else (cards[0][0] if cards else "")
        made = cls(data, initial=initial)
        field = made.fields["card"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = cards
        return made

    def merge(self, held: LiftForm) -> LiftForm:
        entered = {**self.cleaned_data, "card": self.cleaned_data["card"] or None}
        return msgspec.convert(msgspec.to_builtins(held) | entered, LiftForm)


def _shown(kind: type[forms.Form], held: LossForm | LiftForm) -> dict[str, Any]:
    initial = {name: getattr(held, name) for name in kind.base_fields if hasattr(held, name)}
    asked = [name for name, field in kind.base_fields.items() if isinstance(field, forms.TypedChoiceField)]
    return initial | {name: parts.told(initial[name]) for name in asked}


class PrintForm(forms.Form):
    """指纹比对 B2: which registered finger is laid on the scanner."""

    finger = forms.ChoiceField(label="已登记指位", widget=forms.RadioSelect())
    scanner = forms.ChoiceField(label="指纹比对", widget=forms.RadioSelect(), choices=PortraitStep.SCANNER[:2])

    def __init__(self, left: dict[str, int], data: Any = None) -> None:
        super().__init__(data, initial={"finger": next(iter(left), ""), "scanner": "holder"})
        field = self.fields["finger"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(finger, codes.finger(finger)) for finger in left]


class ReissueStep(PortraitStep):
    """同时补领 B1: what a reissue needs beyond the report."""

    stay_ground = RequestStep.base_fields["stay_ground"]
    evidence = RequestStep.base_fields["evidence"]
    papers = RequestStep.base_fields["papers"]
    present_address = RequestStep.base_fields["present_address"]


class RestoreForm(forms.Form):
    """提请撤销冒名挂失: why."""

    reason = parts.text("提请理由", 200, required=True)
