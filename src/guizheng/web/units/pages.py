"""用证单位首页、命中、密钥、回执 B3 B4: a unit's own affairs. What is another unit's is not found."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.organs import test_mode
from guizheng.organs.models import UnitKey
from guizheng.registers import hits, questions, unit_keys
from guizheng.registers.hits import FollowUp, Hit, NotYours
from guizheng.registers.unit_keys import TooManyKeys
from guizheng.registers.verification import BadReceiptError, Receipt, checked_receipt
from guizheng.web import words
from guizheng.web.units.access import UnitRequest, hand, unit_page
from guizheng.web.units.forms import KeyForm, ReceiptForm, WhyNotForm

SHOWN_DAYS = 30


@unit_page()
def home(request: UnitRequest) -> HttpResponse:
    """本单位使用情况 B4: counts by day, purpose and answer; what is still to be followed up."""
    since = request.at.date() - timedelta(days=SHOWN_DAYS)
    waiting = hits.of_unit(request.unit.code, open_only=True)
    context = {
        "use": questions.use_of(request.unit.code, since),
        "waiting": len(waiting),
        "late": sum(one.due < request.at for one in waiting),
        "days": SHOWN_DAYS,
    }
    return render(request, "web/units/home.html", context)


@unit_page()
def hit_list(request: UnitRequest) -> HttpResponse:
    """命中 B4: lost cards that were presented here, open ones first."""
    return render(request, "web/units/hits.html", {"hits": hits.of_unit(request.unit.code), "now": request.at})


def own_hit(request: UnitRequest, hit: uuid.UUID) -> Hit:
    try:
        found = Hit.objects.at(hit)
    except Hit.DoesNotExist:
        raise NotYours from None
    if found.unit != request.unit.code:
        raise NotYours
    return found


@unit_page(writes=True)
def hit_page(request: UnitRequest, hit: uuid.UUID) -> HttpResponse:
    """跟进命中 B4: misuse is reported, or it is said why not."""
    found = own_hit(request, hit)
    form = WhyNotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        hits.follow_up(hit, request.unit.code, FollowUp.EXPLAINED, by=hand(request), at=request.at, reason=reason)
        messages.success(request, words.say("已说明。"))
        return redirect("unit-hits")
    return render(
        request,
        "web/units/hit.html",
        {"hit": found, "form": form, "now": request.at},
        status=422 if form.errors else 200,
    )


@unit_page(writes=True)
def keys(request: UnitRequest) -> HttpResponse:
    """密钥 B3: a fresh one is shown on this one page and never again."""
    form, fresh = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            fresh = unit_keys.issue(request.unit, form.cleaned_data["label"], by=hand(request), at=request.at)
        except TooManyKeys:
            form.add_error(None, "有效密钥已达五个,请先撤销不用的。")
    return _keys(request, form, fresh)


@unit_page(writes=True)
def key(request: UnitRequest, key: int, act: str) -> HttpResponse:
    """撤销、更换密钥 B3: on every node within a second."""
    if request.method != "POST" or act not in ("revoke", "rotate"):
        return redirect("unit-keys")
    try:
        if act == "revoke":
            unit_keys.revoke(request.unit, key, by=hand(request), at=request.at)
            return redirect("unit-keys")
        fresh = unit_keys.rotate(request.unit, key, by=hand(request), at=request.at)
    except UnitKey.DoesNotExist:
        raise Http404 from None
    return _keys(request, KeyForm(), fresh)


def _keys(request: UnitRequest, form: KeyForm, fresh: str) -> HttpResponse:
    context = {"keys": unit_keys.standing(request.unit), "form": form, "fresh": fresh}
    return render(request, "web/units/keys.html", context, status=422 if form.errors else 200)


@unit_page(writes=True)
def receipts(request: UnitRequest) -> HttpResponse:
    """核查回执 B4: whether a node of this house signed it, and what it says; a unit's own ones."""
    form, told = ReceiptForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        told = _own_receipt(request, form)
    context = {"form": form, "told": told}
    return render(request, "web/units/receipts.html", context, status=422 if form.errors else 200)


def _own_receipt(request: UnitRequest, form: ReceiptForm) -> Receipt | None:
    try:
        found = checked_receipt(form.cleaned_data["receipt"])
    except BadReceiptError:
        form.add_error("receipt", "这不是本系统签发的回执,或内容已被改动。")
        return None
    if found.unit != request.unit.code:
        form.add_error("receipt", "这不是本单位的回执。")
        return None
    return found


@unit_page()
def integration(request: UnitRequest) -> HttpResponse:
    """接入测试 B3: magic numbers and faults, which ask no register and leave no record."""
    return render(request, "web/units/test.html", {"cases": test_mode.CASES, "key": test_mode.KEY})
