"""首页: for officers the queues of their post, near and late first; for everybody else what the service is."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from guizheng.cases.application import drafts, takings, worklists
from guizheng.law.procedure import Act, Post, Stage
from guizheng.law.time_limits import NEAR_DAYS
from guizheng.web import queues
from guizheng.web.access import DeskRequest, access, public
from guizheng.web.frame import OVERSEERS


@public
def home(request: HttpRequest) -> HttpResponseBase:
    """首页。"""
    return dashboard(request) if request.user.is_authenticated else render(request, "web/public/home.html")


@access(purpose="待办")
def dashboard(request: DeskRequest) -> HttpResponse:
    """待办 D3: queues with counts, near and late; what is typed and not decided; the latest cases first."""
    late = worklists.late(request.hand, at=request.at)
    request.shown.add(row.case for row in late)
    reception = request.hand.post == Post.RECEPTION
    context = {
        "queues": queues.summary(request.hand, request.at),
        "late": late,
        "drafts": len(drafts.open_at(request.hand.authority)) if reception else None,
        "refunds": takings.owed_back(request.hand.authority) if reception else 0,
        "near_days": NEAR_DAYS.rows[-1].value,
        "oversees": request.hand.post in OVERSEERS,
    }
    return render(request, "web/dashboard.html", context)


@access(Post.RECEPTION, purpose="待补材料")
def waiting(request: DeskRequest) -> HttpResponse:
    """待补材料 A3: notified once, waiting for what was named."""
    context = queues.page(request, Stage.WAITING, Act.SUPPLEMENT) | {"title": "已一次性告知,待补材料"}
    return render(request, "web/queue.html", context)


@access(Post.RECEPTION, purpose="退回补正")
def sent_back(request: DeskRequest) -> HttpResponse:
    """退回补正 A4: sent back by the home county, to be mended here."""
    context = queues.page(request, Stage.SENT_BACK, Act.MEND) | {"title": "户籍地退回,待补正"}
    return render(request, "web/queue.html", context)
