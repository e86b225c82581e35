"""办理表单 B4 A6: one form an act of a misuse case; what is checked is checked by the act."""

from django import forms

from guizheng.law.facts_misuse import MisuseAct
from guizheng.web.forms import parts
from guizheng.web.units.forms import EvidenceField, MisuseForm


class OfficerReportForm(MisuseForm):
    """冒用报告, taken in by an officer."""


class FindingForm(forms.Form):
    """认定属实: what was done and by whom."""

    conduct = parts.one_of("认定的行为", tuple(MisuseAct), radio=False)
    actor_is_holder = parts.question("行为人是否持证人本人", unknown=False)
    actor_name = parts.text("行为人姓名", 60)
    actor_number = parts.text("行为人公民身份号码", 18)
    finding = parts.words("查明的事实", 400, required=True)


class DismissForm(forms.Form):
    finding = parts.words("查明的事实", 400, required=True)


class HandOnForm(forms.Form):
    to = parts.text("接收单位", 60, required=True)


class DecisionForm(forms.Form):
    """登记不良记录: by the decision's number and date."""

    decision = parts.text("处罚决定文号", 60, required=True)
    decided_on = parts.the_day("决定日期")

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not cleaned.get("decided_on") and "decided_on" not in self.errors:
            self.add_error("decided_on", "请填写此项。")
        return cleaned


class WithdrawForm(forms.Form):
    why = parts.words("撤销依据", 200, required=True)


class EvidenceForm(forms.Form):
    evidence = EvidenceField(label="证据(JPEG、PNG、PDF,每件不超过5兆)")


class EmptyForm(forms.Form):
    """An act that needs no words."""
