"""异议 A3: recorded on the page of the case, answered at the county's desk, in writing."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.application import contests
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput
from guizheng.law.procedure import Post
from guizheng.registers.names import mask
from guizheng.web import casefile, words
from guizheng.web.access import DeskRequest, access


@access(Post.RECEPTION, Post.COUNTY_ADMIN, purpose="登记异议", writes=True)
def record(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """登记异议: what the applicant says, in the applicant's words."""
    casefile.find(request, case)
    if request.method == "POST":
        try:
            contests.record(case, request.POST.get("said", ""), by=request.hand, at=request.at)
            messages.success(request, words.say("异议已登记,由作出决定的县级公安机关答复。"))
        except BadInput as error:
            messages.error(request, words.chosen(error.says.zh, error.says.en), extra_tags="stop")
    return redirect("case", case)


@access(Post.COUNTY_ADMIN, purpose="答复异议", writes=True)
def desk(request: DeskRequest) -> HttpResponse:
    """待答复的异议: the oldest first, each with the days it waits; the answer is a numbered paper."""
    wrong, status = "", 200
    if request.method == "POST":
        try:
            asked = uuid.UUID(request.POST.get("contest", ""))
            given = request.POST.get("outcome", ""), request.POST.get("words", "")
            paper = contests.answer(asked, *given, by=request.hand, at=request.at)
            messages.success(request, words.say("已答复,答复书编号 {number}", number=paper.number))
            return redirect("contests")
        except BadInput as error:
            wrong, status = words.chosen(error.says.zh, error.says.en), 422
        except ValueError:
            status = 422
    rows = contests.open_in(request.hand.division)
    request.shown.add(row.case_uid for row in rows)
    today = day_of(request.at)
    shown = [(row, mask(row.case.person.name), (today - day_of(row.recorded_at)).days) for row in rows]
    return render(request, "web/desk/contests.html", {"rows": shown, "wrong": wrong}, status=status)
