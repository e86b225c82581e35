"""审核签发 A4: the home county's queue by clock, and the desk with pictures and data side by side."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from guizheng.cases.application import acts_home
from guizheng.cases.application.forms import SignChecks
from guizheng.law.procedure import Post, Stage
from guizheng.web import casefile, doing, queues
from guizheng.web.access import DeskRequest, access
from guizheng.web.forms.acts import ActForm

DESK = access(Post.REVIEW, Post.SIGN, purpose="审核签发", writes=True)


@DESK
def queue(request: DeskRequest) -> HttpResponse:
    """待审核签发: priority first, then the earliest limit."""
    context = queues.page(request, Stage.REVIEW, queues.desk_act(request.hand))
    return render(request, "web/desk/queue.html", context | {"title": "待审核签发", "row_page": "signoff-case"})


@DESK
def case(request: DeskRequest, case: uuid.UUID) -> HttpResponseBase:
    """One case: changes since intake, another application, the checks; then sign, send back or decline."""
    bound = None
    if request.method == "POST":
        done = doing.perform(request, case, request.POST.get("act", ""))
        if not isinstance(done, ActForm):
            return done
        bound = done
    held = casefile.read(request, case, masked=False)
    context = doing.context(request, held, bound)
    if held.stage is Stage.REVIEW:
        context["review"] = acts_home.review(case, SignChecks(), by=request.hand, at=request.at)
    return render(request, "web/desk/case.html", context, status=422 if bound else 200)
