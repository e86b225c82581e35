"""收费窗口 A7: what has to be given back, a receipt of today cancelled, and the day's takings down to the case."""

import csv
import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases import clocks
from guizheng.cases.application import fees, takings
from guizheng.cases.application.forms import Done
from guizheng.cases.errors import BadInput, Forbidden, Says
from guizheng.law.procedure import Post
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import new_id
from guizheng.web import words
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import key_of

RECEPTION = access(Post.RECEPTION, purpose="收费与退费", writes=True)
COLUMNS = ("时间", "类别", "收据号", "受理号", "方式", "经办", "金额", "支付系统编号", "理由")
KINDS = {"taken": "收取", "cancelled": "作废", "refunded": "退费"}


@RECEPTION
def refunds(request: DeskRequest) -> HttpResponse:
    """待退费 A7: what is owed back; one press gives it back, with its slip."""
    if request.method == "POST":
        done = fees.refund(_case_of(request), "", by=request.hand, at=request.at, key=key_of(request))
        messages.success(request, words.say("已退费,凭证编号 {number}", number=done.papers[0].number))
        return redirect("refunds")
    rows = takings.to_refund(request.hand)
    request.shown.add(row.case.id for row in rows)
    return render(request, "web/counter/refunds.html", {"rows": [(row, new_id(0)) for row in rows]})


@RECEPTION
def cancel(request: DeskRequest) -> HttpResponse:
    """作废收据 A7: of today only, with its ground; the same fee is owed again."""
    if request.method == "POST":
        try:
            done = fees.cancel_fee(_case_of(request), request.POST.get("ground", ""), by=request.hand, at=request.at)
            messages.success(request, words.say("已作废,请重新收费。"))
            return redirect("case", str(_of(done)))
        except BadInput as error:
            messages.error(request, words.chosen(error.says.zh, error.says.en), extra_tags="stop")
    return redirect("takings")


@access(Post.RECEPTION, Post.COUNTY_ADMIN, Post.AUDITOR, purpose="核对收费")
def day(request: DeskRequest) -> HttpResponse:
    """日清日结 A7: every movement of one day at one authority, by window and means; as a table or as CSV."""
    on, authority = _asked_day(request), _authority(request.hand, request.GET.get("authority", ""))
    found = takings.of_day(authority, on)
    request.shown.add(line.case.id for line in found.lines)
    if request.GET.get("as") == "csv":
        return _csv(found)
    today = on == clocks.day_of(request.at)
    mine = today and request.hand.post == Post.RECEPTION and authority == request.hand.authority
    return render(request, "web/counter/takings.html", {"day": found, "cancels": mine})


def _case_of(request: DeskRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("case", ""))
    except ValueError:
        raise BadInput("case", Says("没有这件办件。", "There is no such case.")) from None


def _of(done: Done) -> uuid.UUID:
    assert done.case is not None
    return done.case


def _asked_day(request: DeskRequest) -> date:
    """The day that was asked for; today when none was, or none that exists."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clocks.day_of(request.at)


def _authority(hand: Hand, asked: str) -> str:
    """管辖: a window sees its own till, a county those in it, the auditor every one."""
    if not asked or asked == hand.authority:
        return hand.authority
    if hand.post == Post.AUDITOR or (hand.post == Post.COUNTY_ADMIN and asked[:6] == hand.division):
        return asked
    raise Forbidden(Says("该单位的收费不由您核对。", "The takings of that authority are not yours to check."))


def _csv(found: takings.Day) -> HttpResponse:
    """The table as a spreadsheet reads it: UTF-8 with its mark, no name and no ID number in it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="takings-{found.authority}-{found.on}.csv"'
    sheet = csv.writer(response)
    sheet.writerow(words.say(column) for column in COLUMNS)
    for line in found.lines:
        ground = {"cancelled": line.fee.cancel_ground, "refunded": line.fee.refund_ground}.get(line.kind, "")
        moment = f"{line.at.astimezone(clocks.ZONE):%Y-%m-%d %H:%M:%S}"
        said = (moment, words.say(KINDS[line.kind]), line.fee.receipt, line.case.number, line.fee.means)
        sheet.writerow(_plain(one) for one in (*said, line.officer, str(line.amount), line.fee.slip, ground))
    return response


def _plain(text: str) -> str:
    """No cell is a formula: what an officer typed is text."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t") else text
