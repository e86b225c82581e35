"""办件页 D3 G2: the clock line by line, the trace, the papers, who answers now; masked until a purpose is on record."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from guizheng.cases.application import acts_extension, fees
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput
from guizheng.law.procedure import Post
from guizheng.ledger import papers
from guizheng.ledger.models import Paper
from guizheng.registers import persons
from guizheng.web import casefile, devices, doing, pictures, words
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import key_of
from guizheng.web.forms.acts import ActForm
from guizheng.web.forms.search import PurposeForm


@access(purpose="查看办件", writes=True)
def page(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """办件: masked; a purpose typed shows this one response in clear, on record."""
    form = PurposeForm(request.POST or None)
    clear = request.method == "POST" and form.is_valid()
    if clear:
        request.shown.purpose = form.cleaned_data["purpose"]
    held = casefile.read(request, case, masked=not clear)
    status = 422 if form.errors else 200
    return render(request, "web/case/page.html", doing.context(request, held) | {"purpose_form": form}, status=status)


@access(purpose="办理", writes=True)
def act(request: DeskRequest, case: uuid.UUID, act: str) -> HttpResponseBase:
    """One act from the case page."""
    if request.method != "POST":
        return redirect("case", case)
    done = doing.perform(request, case, act)
    if not isinstance(done, ActForm):
        return done
    held = casefile.read(request, case)
    context = doing.context(request, held, done) | {"purpose_form": PurposeForm()}
    return render(request, "web/case/page.html", context, status=422)


@access(Post.RECEPTION, purpose="收取工本费", writes=True)
def pay(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """缴费 A7: exactly what is owed; the receipt has its number."""
    if request.method == "POST":
        try:
            done = fees.pay_fee(
                case, request.POST.get("means", ""), by=request.hand, at=request.at, key=key_of(request)
            )
            messages.success(request, words.say("已收费,收据号 {number}", number=done.papers[0].number))
        except BadInput as error:
            messages.error(request, words.chosen(error.says.zh, error.says.en), extra_tags="stop")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back) if safe else redirect("case", case)


@access(Post.COUNTY_ADMIN, purpose="延长办理期限", writes=True)
def extend(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """延长办理期限 A4: the second person confirms what the first one proposed, seen by its digest."""
    casefile.find(request, case)
    if request.method == "POST" and request.POST.get("proposal", "").isdigit():
        proposal, digest = int(request.POST["proposal"]), request.POST.get("digest", "")
        done = acts_extension.extend(proposal, digest, by=request.hand, at=request.at)
        messages.success(request, words.say("已延长,告知书编号 {number}", number=done.papers[0].number))
    return redirect("case", case)


@access(purpose="查看人像")
def portrait(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """人口信息照片 of the applicant."""
    found = casefile.find(request, case)
    request.shown.add([case], masked=False)
    return pictures.shown(devices.portrait_on_file(persons.id_number(found.person)))


@access(purpose="查看人像")
def live(request: DeskRequest, case: uuid.UUID) -> HttpResponse:
    """现场照片 taken at intake."""
    found = casefile.find(request, case)
    request.shown.add([case], masked=False)
    digest = Application.objects.at(found.id).portrait
    return pictures.kept(digest) if digest else pictures.shown(None)


@access(purpose="打印文书")
def paper(request: DeskRequest, paper: uuid.UUID) -> HttpResponse:
    """文书 PDF: who may see the case may print its papers."""
    try:
        found = Paper.objects.at(paper)
    except Paper.DoesNotExist:
        raise Http404 from None
    if found.case is None:
        raise Http404
    casefile.find(request, found.case)
    request.shown.add([found.case], masked=False)
    response = HttpResponse(papers.pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response
