"""冒用核查 B4 A6: the reports in the hands of the police of a place, and the hits they were told of."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases import may
from guizheng.cases.errors import BadInput
from guizheng.cases.misuse import acts, bars, evidence, worklists
from guizheng.cases.misuse.forms import Attachment, DecisionForm, FindingForm, ReportForm
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.facts_misuse import MisuseAct
from guizheng.law.procedure import Act, Post, Stage
from guizheng.ledger import events, objects
from guizheng.ledger.models import Paper
from guizheng.registers import hits, persons
from guizheng.web import words
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame, key_of, version_of
from guizheng.web.desks import misuse_forms as typed
from guizheng.web.doing import page_key

DESK = access(Post.INVESTIGATION, purpose="冒用核查", writes=True)
FORMS: dict[Act, type[forms.Form]] = {
    Act.TAKE_UP: typed.EmptyForm,
    Act.CONFIRM_MISUSE: typed.FindingForm,
    Act.DISMISS: typed.DismissForm,
    Act.INFORM_HOLDER: typed.EmptyForm,
    Act.RECORD_BAR: typed.DecisionForm,
    Act.WITHDRAW_BAR: typed.WithdrawForm,
    Act.HAND_ON: typed.HandOnForm,
}


@DESK
def queue(request: DeskRequest) -> HttpResponse:
    """待核查 B4: the oldest first, and the lost cards presented here."""
    rows = worklists.of_police(request.hand)
    told = hits.of_police(request.hand.authority)
    request.shown.add([row.case.id for row in rows] + [hit.id for hit in told])
    return render(request, "web/desk/misuse.html", {"rows": rows, "hits": told, "now": request.at})


@access(Post.RECEPTION, Post.WINDOW, Post.INVESTIGATION, purpose="报告冒用", writes=True)
def new(request: DeskRequest) -> HttpResponse:
    """报告冒用 B4: an officer takes a report in; the case is the place's."""
    form = typed.OfficerReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = ReportForm(
            act=MisuseAct(given["act"]),
            happened_at=given["happened_at"],
            scene=given["scene"],
            place=given["place"] or request.hand.division,
            valid_from=str(given["valid_from"] or ""),
            valid_to=given["valid_to"],
            said=given["said"],
            contact=given["contact"],
        )
        try:
            done = acts.report(
                given["id_number"].upper(),
                said,
                form.attachments(),
                by=request.hand,
                at=request.at,
                key=key_of(request),
            )
        except BadInput as error:
            blame(form, error)
        else:
            messages.success(request, words.say("已报告公安机关,编号 {number}", number=done.number))
            return redirect("misuse-new")
    context = {"form": form, "key": page_key()}
    return render(request, "web/desk/misuse_new.html", context, status=422 if form.errors else 200)


@DESK
def case(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """One report: what was said, the evidence, the law's word, and the acts this hand may do now."""
    found = find(request, case)
    bound: tuple[str, forms.Form] | None = None
    if request.method == "POST":
        name = request.POST.get("act", "")
        form = _form(name, request)
        if form.is_valid():
            try:
                DOES[name](request, found, form.cleaned_data)
                messages.success(request, words.say("已办理。"))
                return redirect("misuse-case", case)
            except BadInput as error:
                blame(form, error)
        bound = (name, form)
    return render(request, "web/desk/misuse_case.html", _context(request, found, bound), status=422 if bound else 200)


@DESK
def piece(request: DeskRequest, case: uuid.UUID, digest: str) -> HttpResponse:
    """证据 of this case; the look is on record."""
    found = find(request, case)
    held = [one for one in MisuseReport.objects.at(found.id).evidence if one["digest"] == digest]
    if not held:
        raise Http404
    request.shown.add([found.id], masked=False)
    response = HttpResponse(objects.get(digest), content_type=held[0]["kind"])
    response["Content-Disposition"] = "inline"
    return response


def find(request: DeskRequest, case_id: uuid.UUID) -> Case:
    try:
        found = Case.objects.select_related("person").get(bucket=case_id.int >> 112, id=case_id, matter="misuse")
    except Case.DoesNotExist:
        raise Http404 from None
    acts.sees(found, request.hand)
    request.shown.add([found.id])
    return found


def _form(name: str, request: DeskRequest) -> forms.Form:
    if name == "evidence":
        return typed.EvidenceForm(request.POST, request.FILES)
    if name == "second":
        return typed.EmptyForm(request.POST)
    if name not in set(Act) or Act(name) not in FORMS:
        raise Http404
    return FORMS[Act(name)](request.POST)


def _context(request: DeskRequest, case: Case, bound: tuple[str, forms.Form] | None) -> dict[str, Any]:
    report, proposal = MisuseReport.objects.at(case.id), bars.standing(case.id)
    shown = [act for act in may.acts_for(case, request.hand) if act in FORMS]
    if proposal is not None or not report.decision:
        shown = [act for act in shown if act is not Act.WITHDRAW_BAR]
    if proposal is not None or report.decision or report.ruling.get("bars") != "yes":
        shown = [act for act in shown if act is not Act.RECORD_BAR]
    asked = {act: bound[1] if bound and bound[0] == act else FORMS[act]() for act in shown}
    return {
        "case": case,
        "report": report,
        "stage": Stage(case.stage),
        "name": persons.masked_name(case.person.name),
        "number": persons.masked_number_of(case.person),
        "what": MisuseAct(report.act),
        "forms": asked,
        "evidence_form": bound[1] if bound and bound[0] == "evidence" else typed.EvidenceForm(),
        "adds_evidence": case.open and bool(shown),
        "proposal": proposal,
        "second": proposal is not None and proposal.proposed_by != request.hand.officer,
        "trace": events.trace(case.id),
        "papers": Paper.objects.filter(bucket=case.bucket, case=case.id).order_by("issued_at"),
    }


def _confirm(request: DeskRequest, case: Case, given: dict[str, Any]) -> None:
    form = FindingForm(
        act=MisuseAct(given["conduct"]),
        actor_is_holder=bool(given["actor_is_holder"]),
        actor_name=given["actor_name"],
        actor_number=given["actor_number"],
        finding=given["finding"],
    )
    acts.confirm_misuse(case.id, form, by=request.hand, at=request.at, version=version_of(request))


def _propose(request: DeskRequest, case: Case, given: dict[str, Any]) -> None:
    form = DecisionForm(decision=given["decision"], decided_on=given["decided_on"])
    bars.propose(case.id, form, by=request.hand, at=request.at)


def _second(request: DeskRequest, case: Case, _: dict[str, Any]) -> None:
    """The second officer confirms exactly what this page showed."""
    proposal = bars.standing(case.id)
    if proposal is None:
        raise Http404
    bars.confirm(proposal.pk, request.POST.get("digest", ""), by=request.hand, at=request.at)


def _evidence(request: DeskRequest, case: Case, given: dict[str, Any]) -> None:
    files = [Attachment(name=file.name or "", content=file.read()) for file in given["evidence"]]
    evidence.add(case.id, files, by=request.hand, at=request.at)


DOES: dict[str, Callable[[DeskRequest, Case, dict[str, Any]], object]] = {
    Act.TAKE_UP: lambda request, case, _: acts.take_up(
        case.id, by=request.hand, at=request.at, version=version_of(request)
    ),
    Act.CONFIRM_MISUSE: _confirm,
    Act.DISMISS: lambda request, case, given: acts.dismiss(
        case.id, given["finding"], by=request.hand, at=request.at, version=version_of(request)
    ),
    Act.INFORM_HOLDER: lambda request, case, _: acts.inform_holder(
        case.id, by=request.hand, at=request.at, version=version_of(request)
    ),
    Act.HAND_ON: lambda request, case, given: acts.hand_on(
        case.id, given["to"], by=request.hand, at=request.at, version=version_of(request)
    ),
    Act.RECORD_BAR: _propose,
    Act.WITHDRAW_BAR: lambda request, case, given: bars.propose_withdrawal(
        case.id, given["why"], by=request.hand, at=request.at
    ),
    "second": _second,
    "evidence": _evidence,
}
