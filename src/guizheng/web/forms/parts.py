"""Field makers: choices from the words of the law, three-valued questions, dates."""

from collections.abc import Iterable
from typing import Any

from django import forms

from guizheng.law.clauses import citation

YES_NO = (("yes", "是"), ("no", "否"))
YES_NO_UNKNOWN = (*YES_NO, ("unknown", "尚不能确定"))
MEANING = {"yes": True, "no": False, "unknown": None}


class TextInput(forms.TextInput):
    """A text box without the browser's own suggestions: no citizen's data in its memory."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs={"autocomplete": "off", **attrs})


def one_of(label: str, words: Iterable[Any], *, radio: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """One word of the law."""
    widget: forms.Widget = forms.RadioSelect() if radio else forms.Select()
    missing = {"required": "请选择一项。", "invalid_choice": "请在所列各项中选择。"}
    choices = [(str(word), word) for word in words]
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=missing, **kwargs)


def any_of(label: str, words: Iterable[Any], **kwargs: Any) -> forms.MultipleChoiceField:
    """Any number of words of the law."""
    choices = [(str(word), word) for word in words]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple(), **kwargs
    )


def question(label: str, *, unknown: bool = True, **kwargs: Any) -> forms.TypedChoiceField:
    """Yes, no, or not known yet: True, False, None."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO_UNKNOWN if unknown else YES_NO,
        coerce=MEANING.__getitem__,
        empty_value=None,
        widget=forms.RadioSelect(),
        error_messages={"required": "请选择一项。"},
        **kwargs,
    )


def told(value: bool | None) -> str:
    """The choice that stands for a three-valued answer."""
    return {True: "yes", False: "no", None: "unknown"}[value]


def text(label: str, length: int, *, required: bool = False, help_text: str = "", **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=TextInput(**attrs),
        error_messages={"required": "请填写此项。"},
    )


def words(label: str, length: int, *, required: bool = False, help_text: str = "") -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写此项。"},
    )


def tick(label: str, clause: str = "") -> forms.BooleanField:
    """A box to tick, with the clause it rests on."""
    return forms.BooleanField(label=label, required=False, help_text=citation(clause) if clause else "")


def the_day(label: str, **kwargs: Any) -> forms.DateField:
    """A day, typed as 2026-11-23 or chosen."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    bad = {"invalid": "日期不存在,请按 2026-11-23 的样式填写。"}
    return forms.DateField(label=label, widget=widget, error_messages=bad, required=False, **kwargs)


def listed(field: forms.ChoiceField) -> list[Any]:
    """The choices of a field, to be shown after one more."""
    choices: Any = field.choices
    return list(choices)
