"""录入 B4: what a unit's person types: log-in, key labels, follow-up of a hit, a report of misuse, a receipt."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from guizheng.cases.misuse.forms import Attachment
from guizheng.law.facts_misuse import MisuseAct
from guizheng.web.forms import parts

REPORTED = (MisuseAct.USED, MisuseAct.FORGED, MisuseAct.ALTERED, MisuseAct.BOUGHT, MisuseAct.SOLD, MisuseAct.LENT)


class UnitLoginForm(forms.Form):
    login = forms.CharField(
        label="用户名",
        max_length=40,
        error_messages={"required": "请填写此项。"},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        error_messages={"required": "请输入密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class KeyForm(forms.Form):
    """What a key is for: the system that will hold it."""

    label = parts.text("密钥用途说明,例如系统名称", 40, required=True)


class WhyNotForm(forms.Form):
    """说明不报告的理由."""

    reason = forms.CharField(
        label="不报告冒用的理由",
        min_length=6,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写此项。", "min_length": "请把理由写具体,至少六个字。"},
    )


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Any number of files, one after another."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(EvidenceField, self).clean(one, initial) for one in files]


class MisuseForm(forms.Form):
    """冒用报告: the card as presented and what happened."""

    id_number = parts.text("证件上的公民身份号码", 18, required=True)
    valid_from = parts.the_day("有效期起")
    valid_to = parts.text("有效期止(长期填“长期”)", 10)
    act = parts.one_of("情形", REPORTED, radio=False)
    happened_at = forms.DateTimeField(
        label="发生时间",
        error_messages={"required": "请填写此项。", "invalid": "请按 2026-11-23 14:05 的样式填写。"},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    scene = parts.text("发生场所(网点、柜台)", 120, required=True)
    place = parts.text("发生地行政区划代码(六位)", 6, help_text="不填为本单位所在地")
    said = parts.words("经过", 400)
    contact = parts.text("联系人电话", 40)
    evidence = EvidenceField(label="证据(JPEG、PNG、PDF,每件不超过5兆)", required=False)

    def attachments(self) -> list[Attachment]:
        return [Attachment(name=file.name or "", content=file.read()) for file in self.cleaned_data["evidence"]]


class ReceiptForm(forms.Form):
    """核查回执."""

    receipt = forms.CharField(
        label="核查回执(整段粘贴)",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "请填写此项。"},
    )
