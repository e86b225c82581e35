"""准入 B4: a person of a unit, asked again on every request; what they may not do comes back as a page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from guizheng.cases.errors import BadInput, CaseError, Conflict, Forbidden
from guizheng.cases.misuse.acts import hand_of_unit
from guizheng.ledger.hands import Hand
from guizheng.organs import members
from guizheng.organs.members import UnitMember
from guizheng.organs.models import RelyingUnit
from guizheng.registers.hits import NotYours

P = ParamSpec("P")
STATUS: dict[type[CaseError], int] = {Forbidden: 403, Conflict: 409, BadInput: 422}


class UnitRequest(HttpRequest):
    """A request of a unit's person: who, for which unit, and when."""

    member: UnitMember
    unit: RelyingUnit
    at: datetime


UnitView = Callable[Concatenate[UnitRequest, P], HttpResponseBase]


def unit_page(
    *, writes: bool = False
) -> Callable[[UnitView[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """A page for a person of a unit under contract. The unit is that of the log-in: no address names one."""

    def declare(view: UnitView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def asked(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            at = timezone.localtime()
            member = members.find(request.session.get("member"))
            if member is None or not member.unit.under_contract(at.date()):
                return HttpResponseRedirect(f"{reverse('unit-login')}?{urlencode({'next': request.path})}")
            if request.method not in ("GET", "HEAD") and not writes:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            request.member, request.unit, request.at = member, member.unit, at
            response = _answered(request, view, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        return asked

    return declare


def _answered(request: Any, view: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except NotYours:
        raise Http404 from None
    except CaseError as error:
        context = {"says": error.says}
        return render(request, "web/units/problem.html", context, status=STATUS[type(error)])


def hand(request: UnitRequest) -> Hand:
    """The hand of the trace: the unit, with the person's name."""
    return hand_of_unit(request.unit, f"{request.member.name}({request.member.login})")
