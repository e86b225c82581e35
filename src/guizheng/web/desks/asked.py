"""谁核查过我的证件 B4: told to the holder at a counter, with its purpose and the look on record; and complaints."""

import uuid

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from guizheng.cases.errors import BadInput
from guizheng.cases.misuse import complaints
from guizheng.law.procedure import Post
from guizheng.organs.models import RelyingUnit
from guizheng.registers import persons
from guizheng.registers.persons import Person
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame
from guizheng.web.forms import parts

DESK = access(Post.RECEPTION, Post.WINDOW, purpose="查询谁核查过证件", writes=True)


class AskForm(forms.Form):
    """The holder stands at the counter: number and what for."""

    id_number = parts.text("公民身份号码", 18, required=True)
    purpose = forms.CharField(
        label="查询目的",
        min_length=4,
        max_length=60,
        error_messages={"required": "请填写查看目的。", "min_length": "请把查看目的写具体,至少四个字。"},
        widget=parts.TextInput(),
    )


class ComplaintForm(forms.Form):
    """投诉: which unit, when, and what."""

    unit = forms.ModelChoiceField(
        label="被投诉单位",
        queryset=RelyingUnit.objects.order_by("code"),
        to_field_name="code",
        error_messages={"required": "请选择一项。", "invalid_choice": "请在所列各项中选择。"},
    )
    day = parts.the_day("受理日期")
    said = parts.words("投诉内容", 400, required=True)

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", "请填写此项。")
        return cleaned


@DESK
def asked(request: DeskRequest) -> HttpResponse:
    """查询 B4: every question that was shipped, the latest first."""
    form = AskForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            person, lines = complaints.who_asked(form.cleaned_data["id_number"].upper())
        except BadInput as error:
            blame(form, error)
        else:
            request.shown.add([person.id])
            request.shown.purpose = form.cleaned_data["purpose"]
            context |= _told(person) | {"lines": lines, "complaint": ComplaintForm()}
    return render(request, "web/desk/asked.html", context, status=422 if form.errors else 200)


@DESK
def complain(request: DeskRequest, person: uuid.UUID) -> HttpResponse:
    """受理投诉 B4: the evidence is made at once and handed out."""
    found = Person.objects.filter(bucket=person.int >> 112, id=person).first()
    if found is None:
        raise Http404
    request.shown.add([found.id])
    form, done = ComplaintForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        number = persons.id_number(found)
        try:
            done = complaints.complain(
                number, given["unit"].code, given["day"], given["said"], by=request.hand, at=request.at
            )
        except BadInput as error:
            blame(form, error)
    context = _told(found) | {"complaint": form, "done": done}
    return render(request, "web/desk/complaint.html", context, status=422 if form.errors else 200)


def _told(person: Person) -> dict[str, object]:
    return {
        "person": person.id,
        "name": persons.masked_name(person.name),
        "number": persons.masked_number_of(person),
    }
