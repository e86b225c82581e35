from django import forms

from guizheng.web.forms import parts


class PurposeForm(forms.Form):
    """Why this case is shown in clear: on record with the look."""

    purpose = forms.CharField(
        label="查看完整信息的目的",
        min_length=4,
        max_length=60,
        error_messages={"required": "请填写查看目的。", "min_length": "请把查看目的写具体,至少四个字。"},
        widget=parts.TextInput(),
    )


class SearchForm(forms.Form):
    """受理号, 文书编号, 姓名 or 拼音首字母."""

    text = forms.CharField(
        label="受理号、文书编号、姓名或拼音首字母",
        max_length=60,
        error_messages={"required": "请输入查找内容。"},
        widget=parts.TextInput(autofocus=True),
    )
