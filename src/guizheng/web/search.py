"""查找办件: by 受理号, number of a paper, name or pinyin initials; only what is this hand's business, masked."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases import may
from guizheng.cases.application import drafts
from guizheng.cases.spine import Case
from guizheng.registers import persons
from guizheng.web.access import DeskRequest, access
from guizheng.web.forms.search import SearchForm

MOST_PERSONS = 50


@access(purpose="查找办件")
def search(request: DeskRequest) -> HttpResponse:
    """A number leads straight to its case; a name to a list."""
    form = SearchForm(request.GET or None)
    rows: list[Case] = []
    if form.is_valid():
        text = form.cleaned_data["text"].strip()
        by_number = drafts.find_case(text) if any(c.isdigit() for c in text) else None
        if by_number is not None and may.sees(by_number, request.hand):
            return redirect("case", by_number.id)
        rows = _by_name(text, request) if not any(c.isdigit() for c in text) else []
        request.shown.add(case.id for case in rows)
    return render(request, "web/case/search.html", {"form": form, "rows": rows, "asked": form.is_bound})


def _by_name(text: str, request: DeskRequest) -> list[Case]:
    """The cases of persons of this name that this hand may see, the latest first. Two queries."""
    found = persons.search(text, limit=MOST_PERSONS)
    if not found:
        return []
    theirs = Q()
    for person in found:
        theirs |= Q(bucket=person.bucket, person_uid=person.id)
    rows = Case.objects.filter(theirs).select_related("person").order_by("-filed_at")[:MOST_PERSONS]
    return [case for case in rows if may.sees(case, request.hand)]
