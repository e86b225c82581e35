"""核验发放 A4: arrival checked, then receipt or number, identity, the old card, and the new one is handed over."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from guizheng.cases.application import drafts
from guizheng.law.procedure import Act, Post, Stage
from guizheng.web import casefile, doing, queues
from guizheng.web.access import DeskRequest, access
from guizheng.web.forms.acts import ActForm

ISSUE = access(Post.ISSUE, purpose="核验发放", writes=True)


@ISSUE
def arrivals(request: DeskRequest) -> HttpResponse:
    """到达核验: cards that were made and have to be checked at the point."""
    context = queues.page(request, Stage.MADE, Act.RECORD_ARRIVAL)
    return render(request, "web/desk/queue.html", context | {"title": "已制成,待到达核验", "row_page": "hand-over"})


@ISSUE
def queue(request: DeskRequest) -> HttpResponse:
    """待领取: by the receipt's number (typed or scanned), or from the list."""
    asked = request.GET.get("number", "").strip()
    found = drafts.find_case(asked) if asked else None
    if found is not None:
        return redirect("hand-over", found.id)
    context = queues.page(request, Stage.READY, Act.HAND_OVER)
    context |= {"asked": asked, "row_page": "hand-over"}
    return render(request, "web/counter/collection.html", context, status=422 if asked else 200)


@ISSUE
def case(request: DeskRequest, case: uuid.UUID) -> HttpResponseBase:
    """One card: arrival, hand-over, or faulty and back to the centre."""
    bound = None
    if request.method == "POST":
        done = doing.perform(request, case, request.POST.get("act", ""))
        if not isinstance(done, ActForm):
            return done
        bound = done
    held = casefile.read(request, case, masked=False)
    return render(
        request, "web/counter/handover.html", doing.context(request, held, bound), status=422 if bound else 200
    )
