"""报告冒用 B4: a unit's reports and how far the police are; nothing of what they found but the paper they give."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.errors import BadInput
from guizheng.cases.misuse import acts, worklists
from guizheng.cases.misuse.forms import ReportForm
from guizheng.law.facts_misuse import MisuseAct
from guizheng.web import words
from guizheng.web.bound import blame, key_of
from guizheng.web.doing import page_key
from guizheng.web.units.access import UnitRequest, hand, unit_page
from guizheng.web.units.forms import MisuseForm
from guizheng.web.units.pages import own_hit


@unit_page()
def reports(request: UnitRequest) -> HttpResponse:
    """本单位的冒用报告。"""
    return render(request, "web/units/reports.html", {"rows": worklists.of_unit(request.unit.code)})


@unit_page(writes=True)
def report(request: UnitRequest, hit: uuid.UUID | None = None) -> HttpResponse:
    """报告冒用 B4: at once with the police of the place."""
    found = own_hit(request, hit) if hit else None
    first = {"happened_at": found.at, "valid_from": found.valid_from, "valid_to": found.valid_to} if found else {}
    form = MisuseForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            done = acts.report(
                form.cleaned_data["id_number"].upper(),
                _said(form, hit),
                form.attachments(),
                by=hand(request),
                at=request.at,
                unit=request.unit,
                key=key_of(request),
            )
        except BadInput as error:
            blame(form, error)
        else:
            text = words.say("已报告公安机关,编号 {number}", number=done.number)
            messages.success(request, text)
            return redirect("unit-reports")
    context = {"form": form, "hit": found, "key": page_key()}
    return render(request, "web/units/report.html", context, status=422 if form.errors else 200)


def _said(form: MisuseForm, hit: uuid.UUID | None) -> ReportForm:
    typed = form.cleaned_data
    start = typed["valid_from"]
    return ReportForm(
        act=MisuseAct(typed["act"]),
        happened_at=typed["happened_at"],
        scene=typed["scene"],
        place=typed["place"],
        valid_from=start.isoformat() if start else "",
        valid_to=typed["valid_to"],
        said=typed["said"],
        contact=typed["contact"],
        hit=hit,
    )
