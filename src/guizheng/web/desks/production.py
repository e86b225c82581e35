"""制证 A4: what is signed and not ordered, what the centre works on, and what was rejected."""

from django.http import HttpResponse
from django.shortcuts import render

from guizheng.law.procedure import Act, Post, Stage
from guizheng.web import queues
from guizheng.web.access import DeskRequest, access


@access(Post.PRODUCTION, purpose="制证", writes=True)
def production(request: DeskRequest) -> HttpResponse:
    """制证: both queues on one page."""
    signed = queues.page(request, Stage.SIGNED, Act.ORDER_PRODUCTION)
    ordered = queues.page(request, Stage.ORDERED, Act.RECORD_MADE)
    return render(request, "web/desk/production.html", {"signed": signed, "ordered": ordered})
