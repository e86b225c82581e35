"""挂失窗口 B1 B2: number or card, the event, finger by finger, the ruling; then, in the same visit, 补领."""

import uuid
from collections.abc import Sequence
from time import monotonic
from typing import Any

import msgspec
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from guizheng.cases.application import drafts
from guizheng.cases.done import Done
from guizheng.cases.errors import BadInput
from guizheng.cases.loss import acts, prints, visits
from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.cases.loss.visits import LossVisit, Purpose
from guizheng.cases.spine import Case
from guizheng.law.procedure import Matter, Post
from guizheng.law.terms import Outcome
from guizheng.ledger import papers
from guizheng.registers.cards import Card
from guizheng.web import devices, pictures
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame, version_of
from guizheng.web.counters import reissue
from guizheng.web.forms.intake import NumberForm
from guizheng.web.forms.loss import EventStep, PrintForm

RECEPTION = access(Post.RECEPTION, purpose="受理挂失", writes=True)


@RECEPTION
def start(request: DeskRequest) -> HttpResponse:
    """到窗口 B2: the number is typed, or read from another paper's chip."""
    form = NumberForm(request.POST or None)
    if request.method == "POST":
        try:
            visit = begun(request, form, Purpose.REPORT)
            if visit is not None:
                return redirect("loss-entry", visit=visit.id)
        except BadInput as error:
            blame(form, error)
    waiting = visits.open_at(request.hand.authority, Purpose.REPORT)
    request.shown.add(visit.id for visit in waiting)
    context = {"form": form, "visits": waiting}
    return render(request, "web/counter/loss_start.html", context, status=422 if form.errors else 200)


@RECEPTION
def entry(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """事件与身份 B2: the register's answer beside what the holder says; every card in scope is named."""
    found, held = read(request, visit, LossForm)
    if found.closed_at is not None:
        return redirect("loss-done", visit=visit)
    form = EventStep.of(held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        entered = form.merge(held)
        try:
            acts.day_lost(entered, request.at)
            acts.preview(visits.number_of(found), entered, by=request.hand, at=request.at)
            visits.save(visit, entered, by=request.hand, at=request.at, version=version_of(request))
            return redirect("loss-ruling", visit=visit)
        except BadInput as error:
            blame(form, error)
    return _page(request, found, held, form)


@RECEPTION
def scan(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """比对指纹 B2: one registered finger on the scanner, one try, on record."""
    try:
        found, _ = read(request, visit, LossForm)
        back = "loss-entry"
    except Http404:
        found, _ = read(request, visit, LiftForm)
        back = "lifting-entry"
    if request.method != "POST" or found.closed_at is not None:
        return redirect(back, visit=visit)
    number = visits.number_of(found)
    form = PrintForm(prints.left(visits.tries_of(found), visits.registered(number)), request.POST)
    if form.is_valid():
        finger, sample = devices.scan(request.hand, number, form.cleaned_data["scanner"], form.cleaned_data["finger"])
        visits.compare(visit, finger or form.cleaned_data["finger"], sample, by=request.hand, at=request.at)
    return redirect(back, visit=visit)


@RECEPTION
def ruling(request: DeskRequest, visit: uuid.UUID) -> HttpResponseBase:
    """裁定 B2, and 补领 in the same visit B1: two acts, both written or neither."""
    found, held = read(request, visit, LossForm)
    number = visits.number_of(found)
    also = reissue.form_of(request) if request.method == "POST" and "reissue_too" in request.POST else None
    if found.closed_at is None and request.method == "POST" and (also is None or also.is_valid()):
        entered = msgspec.structs.replace(held, reissue_too=also is not None)

        def act() -> Done:
            done = acts.report(number, entered, by=request.hand, at=request.at)
            if also is not None and done.outcome == Outcome.ACCEPT:
                reissue.take_in(request, number, entered, also)
            return done

        try:
            visits.conclude(visit, version_of(request), act, by=request.hand, at=request.at)
            request.acted = monotonic()
            found, held = read(request, visit, LossForm)
        except BadInput as error:
            if also is None:
                return redirect("loss-entry", visit=visit)
            blame(also, error)
    if found.closed_at is not None:
        return redirect("loss-done", visit=visit)
    return _ruled(request, found, held, also)


@RECEPTION
def done(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """办结: the number and the papers to print; the reissue's beside them, when there is one."""
    found, _ = read(request, visit, LossForm)
    answer = visits.answered(found)
    if answer is None or answer.case is None:
        return redirect("loss-entry", visit=visit)
    request.shown.add([answer.case])
    also = _reissued(Case.objects.at(answer.case))
    context = {"done": answer, "also": also, "also_papers": papers.of_case(also.id) if also else [], "next": "loss"}
    return render(request, "web/counter/loss_done.html", context)


@RECEPTION
def portrait(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """人口信息照片 of the person of a visit."""
    try:
        found: LossVisit = read(request, visit, LossForm)[0]
    except Http404:
        found = read(request, visit, LiftForm)[0]
    request.shown.add([visit], masked=False)
    return pictures.shown(devices.portrait_on_file(visits.number_of(found)))


def begun(request: DeskRequest, form: NumberForm, purpose: Purpose) -> LossVisit | None:
    """A visit from the number typed, or from the card on the reader; None when the form has to be mended."""
    if "read" in request.POST:
        typed = devices.read_card(request.hand, request.POST.get("id_number", "").strip()).chip.id_number
    elif form.is_valid():
        typed = form.cleaned_data["id_number"]
    else:
        return None
    return visits.start(drafts.sound_number(typed), purpose, by=request.hand, at=request.at)


def read(request: DeskRequest, visit: uuid.UUID, kind: Any) -> tuple[LossVisit, Any]:
    try:
        return visits.read(visit, kind, by=request.hand)
    except LossVisit.DoesNotExist:
        raise Http404 from None


def fingers(found: LossVisit, number: str, cards: Sequence[Card]) -> dict[str, Any]:
    """What the page shows of the comparison: the tries made, and the fingers that may still be tried."""
    tries = visits.tries_of(found)
    on_file = any(card.fingerprint for card in cards)
    left = prints.left(tries, visits.registered(number)) if on_file else {}
    return {
        "tries": tries,
        "on_file": on_file,
        "matched": prints.matched(tries),
        "left": left,
        "print_form": PrintForm(left) if left else None,
    }


def _page(request: DeskRequest, found: LossVisit, held: LossForm, form: EventStep) -> HttpResponse:
    number = visits.number_of(found)
    # The page is for typing how identity was confirmed; only the ruling asks for it.
    plain = msgspec.structs.replace(held, confirmed_how=held.confirmed_how or "-")
    _, gathered = acts.preview(number, plain, by=request.hand, at=request.at)
    request.shown.add([found.id], masked=False)
    context = {
        "visit": found,
        "number": number,
        "form": form,
        "gathered": gathered,
        "marked": acts.in_scope(gathered.cards),
        "soldier": gathered.facts.person.active_service is True,
    } | fingers(found, number, gathered.cards)
    return render(request, "web/counter/loss_entry.html", context, status=422 if form.errors else 200)


def _ruled(request: DeskRequest, found: LossVisit, held: LossForm, also: Any) -> HttpResponseBase:
    number = visits.number_of(found)
    try:
        answer, gathered = acts.preview(number, held, by=request.hand, at=request.at)
    except BadInput:
        return redirect("loss-entry", visit=found.id)
    request.shown.add([found.id], masked=False)
    offered = reissue.offer(request, number, held) if answer.outcome == Outcome.ACCEPT else None
    context = {
        "visit": found,
        "number": number,
        "answer": answer,
        "gathered": gathered,
        "marked": acts.in_scope(gathered.cards),
        "soldier": gathered.facts.person.active_service is True,
        "offered": offered,
        "form": also or reissue.blank(),
        "chosen": also is not None,
    }
    status = 422 if also is not None and also.errors else 200
    return render(request, "web/counter/loss_ruling.html", context, status=status)


def _reissued(case: Case) -> Case | None:
    """The application taken in with the report: of the same person, at the same moment and counter."""
    rows = Case.objects.filter(
        bucket=case.bucket,
        person_uid=case.person_uid,
        matter=Matter.APPLICATION,
        accepting=case.accepting,
        filed_at=case.filed_at,
    )
    return rows.first()
