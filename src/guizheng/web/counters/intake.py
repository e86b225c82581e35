"""受理窗口 A3 A5: number or card, then step by step to the ruling; the server keeps the draft from the first number."""

import uuid
from time import monotonic
from typing import Any

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.application import acts_intake, drafts, fees
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.errors import BadInput, Says
from guizheng.cases.spine import Case
from guizheng.law.procedure import Post
from guizheng.ledger.keys import new_id
from guizheng.web import devices, pictures
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame, rebound, version_of
from guizheng.web.counters.capture import captured
from guizheng.web.forms.intake import STEPS, NumberForm

NUMBER = "id_number"
RECEPTION = access(Post.RECEPTION, purpose="受理申请", writes=True)


@RECEPTION
def start(request: DeskRequest) -> HttpResponse:
    """立草稿 A3: the number is typed or read from the card; who comes back goes on where the filing stood."""
    form = NumberForm(request.POST or None)
    if request.method == "POST":
        try:
            draft = _from_card(request) if "read" in request.POST else _from_typing(request, form)
            if draft is not None:
                return redirect("intake-step", draft=draft.id, step="person")
        except BadInput as error:
            blame(form, error)
    return _start_page(request, form)


@RECEPTION
def resume(request: DeskRequest) -> HttpResponse:
    """补齐材料 A3: back with the notice, by its number or the 受理号."""
    try:
        draft = drafts.resume(request.POST.get("notice", ""), by=request.hand, at=request.at)
        return redirect("intake-step", draft=draft.id, step="request")
    except BadInput as error:
        return _start_page(request, NumberForm(), error.says)


@RECEPTION
def step(request: DeskRequest, draft: uuid.UUID, step: str) -> HttpResponse:
    """One step: what is typed is kept by the server before the next one opens."""
    found, held = _read(request, draft)
    if found.closed_at is not None:
        return redirect("intake-done", draft=draft)
    label, kind = STEPS[step]
    form = kind.of(held, request.POST, request.FILES) if request.method == "POST" else kind.of(held)
    if request.method == "POST" and form.is_valid():
        entered = captured(request, found, form, form.merge(held))
        drafts.save(draft, entered, by=request.hand, at=request.at, version=version_of(request))
        return redirect("intake-step", draft, _next(step)) if _next(step) else redirect("intake-ruling", draft)
    context = {"form": form, "label": label}
    return _page(request, found, held, step, f"web/counter/{step}.html", context, status=422 if form.errors else 200)


@RECEPTION
def ruling(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """裁定 A3 A5 A6: every ground, clause and remedy; then accept, notify, refuse or wait, once."""
    found, held = _read(request, draft)
    if request.method == "POST" and found.closed_at is None:
        try:
            acts_intake.take_in(draft, by=request.hand, at=request.at, version=version_of(request))
        except BadInput as error:
            return redirect("intake-step", draft, owner_of(error))
        request.acted = monotonic()
        found, held = _read(request, draft)
    if found.closed_at is not None:
        return redirect("intake-done", draft=draft)
    return _page(request, found, held, "ruling", "web/counter/ruling.html", {})


@RECEPTION
def done(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """办结: the number, the papers to print, the fee to take."""
    found, _ = _read(request, draft)
    answer = drafts.answered(found)
    if answer is None or answer.case is None:
        return redirect("intake-step", draft=draft, step="person")
    request.shown.add([answer.case])
    fee = fees.standing(Case.objects.at(answer.case))
    return render(request, "web/counter/done.html", {"done": answer, "fee": fee, "key": new_id(0)})


@RECEPTION
def portrait(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """人口信息照片 of the person of a draft."""
    found, _ = _read(request, draft)
    request.shown.add([draft], masked=False)
    return pictures.shown(devices.portrait_on_file(drafts.number_of(found)))


@RECEPTION
def live(request: DeskRequest, draft: uuid.UUID) -> HttpResponse:
    """现场照片 of a draft."""
    _, held = _read(request, draft)
    request.shown.add([draft], masked=False)
    return pictures.kept(held.portrait) if held.portrait else pictures.shown(None)


def _from_typing(request: DeskRequest, form: NumberForm) -> Draft | None:
    if not form.is_valid():
        return None
    return _known(request, drafts.start(form.cleaned_data["id_number"], by=request.hand, at=request.at))


def _from_card(request: DeskRequest) -> Draft:
    """读卡: the number from the chip begins the draft, its name and address are what the applicant showed."""
    card = devices.read_card(request.hand, request.POST.get("id_number", "").strip())
    draft = _known(request, drafts.start(card.chip.id_number, by=request.hand, at=request.at))
    held = msgspec.convert(draft.form, IntakeForm)
    shown = msgspec.structs.replace(held, **devices.as_shown(held, card))
    return drafts.save(draft.id, shown, by=request.hand, at=request.at)


def _known(request: DeskRequest, draft: Draft) -> Draft:
    """查无此人: a draft of a number that nobody has is closed at once, and the officer is told."""
    try:
        acts_intake.preview(draft.id, by=request.hand, at=request.at)
    except BadInput as error:
        if error.field == NUMBER:
            drafts.drop(draft.id, by=request.hand, at=request.at)
            raise
    return draft


def _start_page(request: DeskRequest, form: NumberForm, says: Says | None = None) -> HttpResponse:
    open_drafts = drafts.open_at(request.hand.authority)
    request.shown.add(draft.id for draft in open_drafts)
    context = {"form": form, "drafts": open_drafts, "notice_says": says}
    return render(request, "web/counter/start.html", context, status=422 if form.errors or says else 200)


def _read(request: DeskRequest, draft: uuid.UUID) -> tuple[Draft, IntakeForm]:
    try:
        return drafts.read(draft, by=request.hand)
    except Draft.DoesNotExist:
        raise Http404 from None


def owner_of(error: BadInput) -> str:
    """The step on which a field stands."""
    return next((name for name, (_, kind) in STEPS.items() if error.field in kind.base_fields), "person")


def _next(step: str) -> str:
    names = list(STEPS)
    at = names.index(step) + 1
    return names[at] if at < len(names) else ""


def _page(
    request: DeskRequest,
    found: Draft,
    held: IntakeForm,
    here: str,
    template: str,
    more: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A step with the register's answer beside it; what has to be mended first leads to the step it belongs to."""
    looked = None
    try:
        looked = acts_intake.preview(found.id, by=request.hand, at=request.at)
    except BadInput as error:
        if here != owner_of(error):
            return redirect("intake-step", found.id, owner_of(error))
        more["form"] = rebound(more["form"])
        blame(more["form"], error)
        status = 422
    request.shown.add([found.id], masked=False)
    steps = [(name, label) for name, (label, _) in STEPS.items()] + [("ruling", "裁定")]
    reached = [name for name, _ in steps].index(here)
    frame = {"draft": found, "held": held, "steps": steps, "step": here, "reached": reached, "looked": looked}
    return render(request, template, frame | more, status=status)
