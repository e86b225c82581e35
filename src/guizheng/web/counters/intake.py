"""受理窗口 A3 A5: number or card, then step by step to the ruling. The draft is kept by the server from the first number."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.application import acts_intake, drafts
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.errors import BadInput
from guizheng.law.procedure import Post
from guizheng.web import devices
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame
from guizheng.web.forms.intake import STEPS, NumberForm

RECEPTION = access(Post.RECEPTION, purpose="受理申请", writes=True)


@RECEPTION
def start(request: DeskRequest) -> HttpResponse:
    """立草稿 A3: the number is typed or read from the card; who comes back goes on where the filing stood."""
    form = NumberForm(request.POST or None)
    if request.method == "POST":
        try:
            typed = devices.number_on_card(request) if "read" in request.POST else _typed(form)
            if typed:
                draft = drafts.start(typed, by=request.hand, at=request.at)
                return redirect("intake-step", draft=draft.id, step="person")
        except BadInput as error:
            blame(form, error)
    open_drafts = drafts.open_at(request.hand.authority)
    request.shown.add(draft.id for draft in open_drafts)
    context = {"form": form, "drafts": open_drafts, "cards": devices.cards_to_lay()}
    return render(request, "web/counter/start.html", context, status=422 if form.errors else 200)


@RECEPTION
def resume(request: DeskRequest) -> HttpResponse:
    """补齐材料 A3: back with the notice, by its number or the 受理号."""
    form = NumberForm()
    try:
        draft = drafts.resume(request.POST.get("notice", ""), by=request.hand, at=request.at)
        return redirect("intake-step", draft=draft.id, step="request")
    except BadInput as error:
        context = {"form": form, "drafts": drafts.open_at(request.hand.authority), "notice_says": error.says}
        return render(request, "web/counter/start.html", context, status=422)


@RECEPTION
def step(request: DeskRequest, draft: uuid.UUID, step: str) -> HttpResponse:
    """One step: what is typed is kept even where it still has to be mended."""
    found, held = _read(request, draft)
    if found.closed_at is not None:
        return redirect("intake-done", draft=draft)
    label, kind = STEPS[step]
    form = kind.of(held, request.POST, request.FILES) if request.method == "POST" else kind.of(held)
    if request.method == "POST" and form.is_valid():
        merged = devices.scanned(request, form, form.merge(held))
        drafts.save(draft, merged, by=request.hand, at=request.at, version=_version(request))
        return redirect("intake-step", draft=draft, step=_next(step)) if _next(step) else redirect("intake-ruling", draft)
    looked = acts_intake.preview(draft, by=request.hand, at=request.at)
    request.shown.add([draft])
    context = _frame(found, held, step, looked) | {"form": form, "label": label}
    return render(request, f"web/counter/{step}.html", context, status=422 if form.errors else 200)


@RECEPTION
def ruling(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """裁定 A3 A5 A6: every ground, clause and remedy; then accept, notify, refuse, or wait. A double click is harmless."""
    found, held = _read(request, draft)
    if request.method == "POST":
        done = acts_intake.take_in(draft, by=request.hand, at=request.at, version=_version(request))
        return redirect("intake-done", draft=draft) if done.case else redirect("intake-ruling", draft=draft)
    if found.closed_at is not None:
        return redirect("intake-done", draft=draft)
    looked = acts_intake.preview(draft, by=request.hand, at=request.at)
    request.shown.add([draft])
    return render(request, "web/counter/ruling.html", _frame(found, held, "ruling", looked))


@RECEPTION
def done(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """办结: the number, the papers to print, the fee to take."""
    found, _ = _read(request, draft)
    answer = drafts.answered(found)
    if answer is None:
        return redirect("intake-step", draft=draft, step="person")
    request.shown.add([answer.case])
    return render(request, "web/counter/done.html", {"done": answer, "case": answer.case})


def _typed(form: NumberForm) -> str:
    return str(form.cleaned_data["id_number"]) if form.is_valid() else ""


def _read(request: DeskRequest, draft: uuid.UUID) -> tuple[Draft, IntakeForm]:
    try:
        return drafts.read(draft, by=request.hand)
    except Draft.DoesNotExist:
        raise Http404 from None


def _version(request: DeskRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None


def _next(step: str) -> str:
    names = list(STEPS)
    at = names.index(step) + 1
    return names[at] if at < len(names) else ""


def _frame(found: Draft, held: IntakeForm, here: str, looked: Any) -> dict[str, Any]:
    steps = [(name, label) for name, (label, _) in STEPS.items()] + [("ruling", "裁定")]
    reached = [name for name, _ in steps].index(here)
    return {"draft": found, "held": held, "steps": steps, "step": here, "reached": reached, "looked": looked}
