"""延长办理期限 A4: what is near or late in the county, and what one person proposed and another has to decide."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.application import acts_extension, worklists
from guizheng.cases.spine import Case
from guizheng.law.procedure import Post
from guizheng.web import words
from guizheng.web.access import DeskRequest, access


@access(Post.COUNTY_ADMIN, purpose="延长办理期限", writes=True)
def desk(request: DeskRequest) -> HttpResponse:
    """The second person approves or refuses, seen by the digest of what was proposed."""
    if request.method == "POST" and request.POST.get("proposal", "").isdigit():
        _decide(request, int(request.POST["proposal"]))
        return redirect("extensions")
    asked = acts_extension.proposed(request.hand)
    cases = {str(case.id): case for case in Case.objects.filter(id__in=[one.payload["case"] for one in asked])}
    late = worklists.late(request.hand, at=request.at)
    request.shown.add([*cases, *(row.case for row in late)])
    proposals = [(one, cases[one.payload["case"]]) for one in asked]
    return render(request, "web/desk/extension.html", {"proposals": proposals, "late": late})


def _decide(request: DeskRequest, proposal: int) -> None:
    digest = request.POST.get("digest", "")
    if request.POST.get("answer") == "refuse":
        acts_extension.refuse_extension(proposal, digest, by=request.hand, at=request.at)
        messages.success(request, words.say("未同意延长,期限不变。"))
        return
    done = acts_extension.extend(proposal, digest, by=request.hand, at=request.at)
    messages.success(request, words.say("已延长,告知书编号 {number}", number=done.papers[0].number))
