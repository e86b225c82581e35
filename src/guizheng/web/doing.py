"""办理: bind the form of one act, call the act, and go on; what the act finds wrong goes back beside its field."""

import uuid
from functools import partial
from time import monotonic
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from guizheng.cases import may
from guizheng.cases.application.forms import Done
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput, Forbidden
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act
from guizheng.ledger.keys import new_id
from guizheng.registers import persons
from guizheng.web import casefile, devices, words
from guizheng.web.access import DeskRequest
from guizheng.web.bound import blame, key_of, version_of
from guizheng.web.forms.acts import FORMS, ActForm, Doing
from guizheng.web.session import confirmed


def blank(acts: tuple[Act, ...], bound: ActForm | None = None) -> dict[str, ActForm]:
    """A form for each act this hand may do now, grave ones last; the one that came back keeps what was typed."""
    known = sorted((act for act in acts if act in FORMS), key=lambda act: FORMS[act].grave)
    shown = {act: FORMS[act](prefix=act.value) for act in known}
    if bound is not None:
        shown[bound.act] = bound
    return {act.value: form for act, form in shown.items()}


def page_key() -> uuid.UUID:
    """A fresh idempotency key for the forms of a page."""
    return new_id(0)


def perform(request: DeskRequest, case_id: uuid.UUID, act: str) -> ActForm | HttpResponse:
    """Do the act of the form that was sent: a redirect when done, the bound form when something has to be mended."""
    if act not in FORMS:
        raise Http404
    form = FORMS[Act(act)](request.POST, prefix=act)
    if not form.is_valid():
        return form
    if form.signs and not confirmed(request, form.cleaned_data.get("password", "")):
        form.add_error("password", "密码不正确,没有签名。")
        return form
    case = casefile.find(request, case_id)
    try:
        done = form.do(_doing(request, case))
        request.acted = monotonic()
    except BadInput as error:
        blame(form, error)
        return form
    except Forbidden as error:
        if not may.may(case, form.act, request.hand):
            raise
        form.add_error(None, words.chosen(error.says.zh, error.says.en))
        return form
    messages.success(request, _told(form, done))
    return redirect(request.POST.get("back") or "case", *([] if request.POST.get("back") else [case_id]))


def _doing(request: DeskRequest, case: Case) -> Doing:
    number = persons.id_number(case.person)
    order = Application.objects.at(case.id).order
    scan = partial(devices.scan, request.hand, number)
    return Doing(case.id, request.hand, request.at, version_of(request), key_of(request), order, scan)


def _told(form: ActForm, done: Done) -> str:
    act = words.chosen(form.act.zh, form.act.en)
    numbers = "、".join(paper.number for paper in done.papers)
    if numbers:
        return words.say("已办理:{act}。文书编号 {papers}", act=act, papers=numbers)
    return words.say("已办理:{act}。", act=act)


def context(request: DeskRequest, held: casefile.CaseFile, bound: ActForm | None = None) -> dict[str, Any]:
    """What every page with acts needs: the case file, its forms, the key of this page."""
    return {
        "file": held,
        "forms": blank(held.acts, bound),
        "key": page_key(),
        "bound": bound,
        "fee_due": casefile.fee_due(held, request.hand),
    }
