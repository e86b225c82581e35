"""办理表单 A4 A7: one form an act. Each knows its fields and the one act it calls; nothing here decides anything."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from guizheng.cases.application import acts_changes, acts_collection, acts_extension, acts_home, acts_making, fees
from guizheng.cases.application.forms import Collection, Done, Mending, SignChecks
from guizheng.law.extension import ExtensionGround
from guizheng.law.facts_found import Collector
from guizheng.law.facts_issuance import OldCard, ReceiptState
from guizheng.law.procedure import Act
from guizheng.ledger.hands import Hand
from guizheng.web.forms import parts
from guizheng.web.forms.intake import PortraitStep


def _no_scan(who: str) -> tuple[str, str]:
    return "", ""


@dataclass(frozen=True, slots=True)
class Doing:
    """What every act needs beside its own words. `scan` asks the scanner of the counter: (finger, sample)."""

    case: uuid.UUID
    by: Hand
    at: datetime
    version: int | None
    key: uuid.UUID | None
    order: str = ""
    scan: Callable[[str], tuple[str, str]] = _no_scan


class ActForm(forms.Form):
    """One act. `signs`: the officer types the password again; `grave`: it ends something or turns somebody away."""

    act: ClassVar[Act]
    signs: ClassVar[bool] = False
    grave: ClassVar[bool] = False

    def do(self, doing: Doing) -> Done:
        """Call the one act of this form; every form below says which (a form leaves no room for an ABC)."""
        raise NotImplementedError


class SignOffForm(ActForm):
    """审核签发 A4: what the signer ticked, and the password again."""

    act = Act.SIGN_OFF
    signs = True

    identity_confirmed = parts.tick("身份信息与人口信息一致,可以确认为本人", "A5")
    photo_fit = parts.tick("人像照片符合制证要求,与本人相符", "A5")
    prints_fit = parts.tick("指纹信息完整,或已注明未采集原因", "A4")
    particulars_right = parts.tick("登记项目与常住人口登记一致,无须更正", "A4")
    password = forms.CharField(
        label="再次输入密码以签名",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def do(self, doing: Doing) -> Done:
        ticked = {name: bool(value) for name, value in self.cleaned_data.items() if name != "password"}
        checks = SignChecks(**ticked)
        return acts_home.sign_off(doing.case, checks, by=doing.by, at=doing.at, version=doing.version, key=doing.key)


class SendBackForm(ActForm):
    """退回补正 A4: what is to be mended, a line each."""

    act = Act.SEND_BACK

    what = parts.words("需要补正的内容,每行一项", 400, required=True)

    def do(self, doing: Doing) -> Done:
        lines = tuple(line.strip() for line in self.cleaned_data["what"].splitlines() if line.strip())
        return acts_home.send_back(doing.case, lines, by=doing.by, at=doing.at, version=doing.version)


class DeclineForm(ActForm):
    """不予签发 A4: the reason in detail, and whom the applicant may ask."""

    act = Act.DECLINE_TO_SIGN
    signs = True
    grave = True

    reason = parts.words("不予签发的详细理由", 400, required=True, help_text="将写入通知书,由受理地告知申请人。")
    contact = parts.text("联系人和联系电话", 60, required=True)
    password = forms.CharField(
        label="再次输入密码以签名",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def do(self, doing: Doing) -> Done:
        said = self.cleaned_data
        return acts_home.decline_to_sign(
            doing.case, said["reason"], said["contact"], by=doing.by, at=doing.at, version=doing.version
        )


class MendForm(ActForm):
    """补正 A4: what the accepting side mended; empty lines leave the entry as it stands."""

    act = Act.MEND

    note = parts.words("补正说明", 400, required=True)
    contact = parts.text("联系电话", 20)
    present_address = parts.text("现居住地址", 120)
    fingers = parts.any_of("重新采集的指位", ())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["fingers"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(PortraitStep.FINGERS)

    def do(self, doing: Doing) -> Done:
        said = self.cleaned_data | {"fingers": tuple(self.cleaned_data["fingers"])}
        return acts_home.mend(doing.case, Mending(**said), by=doing.by, at=doing.at, version=doing.version)


class OrderForm(ActForm):
    """下达制证 A4."""

    act = Act.ORDER_PRODUCTION

    def do(self, doing: Doing) -> Done:
        return acts_making.order_production(doing.case, by=doing.by, at=doing.at)


class ArrivalForm(ActForm):
    """到达核验 A4: the visible data and the chip agree."""

    act = Act.RECORD_ARRIVAL

    fit = parts.tick("证面信息与芯片信息一致,证件完好")

    def clean_fit(self) -> bool:
        if not self.cleaned_data["fit"]:
            raise forms.ValidationError("未核对一致的,请按“质量不合格退回”办理。")
        return True

    def do(self, doing: Doing) -> Done:
        return acts_making.record_arrival(doing.case, by=doing.by, at=doing.at, version=doing.version)


class RejectForm(ActForm):
    """质量不合格退回 A4: the faulty card is destroyed and made again."""

    act = Act.RECORD_REJECTED
    grave = True

    reason = parts.text("不合格情形", 120, required=True)

    def do(self, doing: Doing) -> Done:
        return acts_making.record_rejected(
            doing.case, doing.order, self.cleaned_data["reason"], by=doing.by, at=doing.at
        )


class HandOverForm(ActForm):
    """核验发放 A4: receipt, identity, the old card."""

    act = Act.HAND_OVER

    receipt = parts.one_of("领证回执", ReceiptState, initial=ReceiptState.HELD)
    collector = parts.one_of("领取人", Collector, initial=Collector.SELF)
    collector_name = parts.text("代领人姓名", 60)
    authorisation = parts.tick("已交验委托书和代领人证件")
    identity_confirmed = parts.question("领取人身份已核验", initial="yes")
    confirmed_how = parts.text("以其他方式确认的,写明方式", 120)
    scanner = parts.one_of("指纹比对", (), initial="holder")
    old_card = parts.one_of("原证", OldCard, required=False)
    new_card_checked = parts.tick("新证证面与芯片信息已当面核对")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scanner, old = self.fields["scanner"], self.fields["old_card"]
        assert isinstance(scanner, forms.ChoiceField)
        assert isinstance(old, forms.ChoiceField)
        scanner.choices = list(PortraitStep.SCANNER)
        old.choices = [("", "按申请种类(换领:已交回;补领:无)"), *parts.listed(old)]

    def do(self, doing: Doing) -> Done:
        said = {name: value for name, value in self.cleaned_data.items() if name != "scanner"}
        said["print_finger"], said["print_sample"] = doing.scan(self.cleaned_data["scanner"])
        return acts_collection.hand_over(
            doing.case, Collection(**said), by=doing.by, at=doing.at, version=doing.version, key=doing.key
        )


class ReplaceReceiptForm(ActForm):
    """补发领证回执 A4."""

    act = Act.REPLACE_RECEIPT

    how = parts.text("核实身份的方式", 120, required=True)

    def do(self, doing: Doing) -> Done:
        return acts_collection.replace_receipt(doing.case, self.cleaned_data["how"], by=doing.by, at=doing.at)


class WithdrawForm(ActForm):
    """撤回申请 A3."""

    act = Act.WITHDRAW
    grave = True

    reason = parts.text("撤回原因", 120, required=True)

    def do(self, doing: Doing) -> Done:
        return acts_changes.withdraw(
            doing.case, self.cleaned_data["reason"], by=doing.by, at=doing.at, version=doing.version
        )


class RefundForm(ActForm):
    """退费 A7."""

    act = Act.REFUND

    ground = parts.text("退费理由", 40)

    def do(self, doing: Doing) -> Done:
        return fees.refund(doing.case, self.cleaned_data["ground"], by=doing.by, at=doing.at, key=doing.key)


class CorrectForm(ActForm):
    """更正录入 A5: contact and present address; the register's own items are corrected at the register."""

    act = Act.CORRECT

    contact = parts.text("联系电话", 20)
    present_address = parts.text("现居住地址", 120)
    why = parts.text("更正原因", 120, required=True)

    def do(self, doing: Doing) -> Done:
        said = self.cleaned_data
        entries = {name: said[name] for name in ("contact", "present_address") if said[name]}
        return acts_changes.correct(doing.case, entries, said["why"], by=doing.by, at=doing.at)


class DeathForm(ActForm):
    """登记死亡 A5."""

    act = Act.RECORD_DEATH
    grave = True

    source = parts.text("依据", 120, required=True)

    def do(self, doing: Doing) -> Done:
        return acts_changes.record_death(doing.case, self.cleaned_data["source"], by=doing.by, at=doing.at)


class CancellationForm(ActForm):
    """登记户口注销 A5."""

    act = Act.RECORD_CANCELLATION
    grave = True

    source = parts.text("依据", 120, required=True)

    def do(self, doing: Doing) -> Done:
        return acts_changes.record_cancellation(doing.case, self.cleaned_data["source"], by=doing.by, at=doing.at)


class ExtendForm(ActForm):
    """提请延长 A4: the first of two persons; the second one confirms on the same page."""

    act = Act.EXTEND

    days = forms.IntegerField(
        label="延长天数",
        min_value=1,
        max_value=30,
        widget=forms.NumberInput(),
        error_messages={
            "required": "请填写此项。",
            "invalid": "请填写天数。",
            "min_value": "延长一至三十日。",
            "max_value": "延长一至三十日。",
        },
    )
    ground = parts.one_of("交通不便的一方", ExtensionGround)
    why = parts.text("本件须延长的事由", 80, required=True, help_text="受理地或户籍地须在交通不便地区名单之内。")

    def do(self, doing: Doing) -> Done:
        said = self.cleaned_data
        acts_extension.propose_extension(
            doing.case, said["days"], said["ground"], said["why"], by=doing.by, at=doing.at
        )
        return Done(outcome="proposed", case=doing.case)


FORMS: dict[Act, type[ActForm]] = {
    form.act: form
    for form in (
        SignOffForm,
        SendBackForm,
        DeclineForm,
        MendForm,
        OrderForm,
        ArrivalForm,
        RejectForm,
        HandOverForm,
        ReplaceReceiptForm,
        WithdrawForm,
        RefundForm,
        CorrectForm,
        ExtendForm,
        DeathForm,
        CancellationForm,
    )
}
