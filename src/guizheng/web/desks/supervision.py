"""用证单位督察 B4: who does not check or follow up, and the steps against it, each with its paper."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.errors import BadInput
from guizheng.cases.misuse import oversight
from guizheng.cases.misuse.oversight import Ground, Stage, Step
from guizheng.cases.misuse.oversight_models import Complaint, Inspection
from guizheng.law.procedure import Post
from guizheng.ledger import papers
from guizheng.ledger.models import Paper
from guizheng.organs.models import RelyingUnit
from guizheng.registers import hits
from guizheng.web import words
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame, version_of
from guizheng.web.forms import parts

DESK = access(Post.SUPERVISOR, purpose="用证单位督察", writes=True)


class InspectForm(forms.Form):
    ground = parts.one_of("检查事由", tuple(Ground))
    found = parts.words("检查情况", 400, required=True)


class StepForm(forms.Form):
    """The next step: what is to be rectified, what was found, or who takes over."""

    step = forms.ChoiceField(choices=[(step.value, step) for step in Step])
    said = parts.words("内容(移送时填写接收单位)", 400, required=True)
    days = forms.IntegerField(label="改正期限(日)", initial=15, required=False, widget=parts.TextInput())


@DESK
def units(request: DeskRequest) -> HttpResponse:
    """督察清单 B4."""
    return render(request, "web/desk/supervision.html", {"rows": oversight.wanting(request.at)})


@DESK
def unit(request: DeskRequest, unit: int) -> HttpResponse:
    """One unit: what stands against it, and the steps that may be taken now."""
    found = RelyingUnit.objects.filter(pk=unit).first()
    if found is None:
        raise Http404
    inspection = Inspection.objects.filter(unit=found.code, open=True).first()
    form: forms.Form = (StepForm if inspection else InspectForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, found, inspection, form)
            messages.success(request, words.say("已办理。"))
            return redirect("supervision-unit", unit)
        except BadInput as error:
            blame(form, error)
    return render(
        request,
        "web/desk/supervision_unit.html",
        {
            "unit": found,
            "inspection": inspection,
            "stage": Stage(inspection.stage) if inspection else Stage.NONE,
            "steps": oversight.steps_for(inspection, request.hand),
            "form": form,
            "hits": [hit for hit in hits.of_unit(found.code, open_only=True) if hit.due < request.at],
            "complaints": Complaint.objects.filter(unit=found.code).order_by("-taken_at")[:50],
            "papers": _papers(found),
        },
        status=422 if form.errors else 200,
    )


def _take(request: DeskRequest, unit: RelyingUnit, inspection: Inspection | None, form: forms.Form) -> None:
    given, hand, at = form.cleaned_data, request.hand, request.at
    if inspection is None:
        oversight.inspect(unit, Ground(given["ground"]), given["found"], by=hand, at=at)
        return
    oversight.take(
        inspection.id,
        Step(given["step"]),
        given["said"],
        by=hand,
        at=at,
        version=version_of(request),
        days=given["days"] or 0,
    )


def _papers(unit: RelyingUnit) -> list[Paper]:
    ones = Inspection.objects.filter(unit=unit.code).values_list("bucket", "id")
    ids = [one for _, one in ones]
    rows = Paper.objects.filter(bucket__in={bucket for bucket, _ in ones}, case__in=ids)
    return list(rows.order_by("-issued_at", "-number"))


@access(Post.SUPERVISOR, Post.RECEPTION, Post.WINDOW, purpose="打印文书")
def paper(request: DeskRequest, paper: uuid.UUID) -> HttpResponse:
    """检查文书与证据清单: supervision's, and the counter's that handed it out."""
    found = Paper.objects.filter(bucket=paper.int >> 112, id=paper).first()
    if found is None or found.case is None:
        raise Http404
    about = Inspection if Inspection.objects.filter(bucket=found.bucket, id=found.case).exists() else Complaint
    theirs = request.hand.post == Post.SUPERVISOR or found.authority == request.hand.authority
    if not theirs or not about.objects.filter(bucket=found.bucket, id=found.case).exists():
        raise Http404
    request.shown.add([found.case], masked=False)
    response = HttpResponse(papers.pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response
