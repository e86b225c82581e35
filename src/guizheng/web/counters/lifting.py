"""解除挂失窗口 B2 G2: in person with the card; and "this was not me", undone by two officers, told to the police."""

import uuid
from time import monotonic

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from guizheng.cases.done import Done
from guizheng.cases.errors import BadInput
from guizheng.cases.loss import acts, restore, visits
from guizheng.cases.loss.forms import LiftForm
from guizheng.cases.loss.visits import LossVisit, Purpose
from guizheng.cases.misuse import acts as misuse
from guizheng.cases.misuse.forms import ReportForm
from guizheng.law.procedure import Post
from guizheng.law.terms import Outcome
from guizheng.ledger.two_person import Proposal
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import Card
from guizheng.web import words
from guizheng.web.access import DeskRequest, access
from guizheng.web.bound import blame, version_of
from guizheng.web.counters.loss import begun, fingers, read
from guizheng.web.forms.intake import NumberForm
from guizheng.web.forms.loss import LiftStep, RestoreForm

RECEPTION = access(Post.RECEPTION, purpose="解除挂失", writes=True)


@RECEPTION
def start(request: DeskRequest) -> HttpResponse:
    """到窗口 B2: by number or card; beside it what waits for a second officer."""
    form = NumberForm(request.POST or None)
    if request.method == "POST":
        try:
            visit = begun(request, form, Purpose.LIFT)
            if visit is not None:
                return redirect("lifting-entry", visit=visit.id)
        except BadInput as error:
            blame(form, error)
    waiting = visits.open_at(request.hand.authority, Purpose.LIFT)
    proposed = restore.open_at(request.hand.authority)
    request.shown.add([*(visit.id for visit in waiting), *(one.payload["person"] for one in proposed)])
    context = {"form": form, "visits": waiting, "proposed": proposed}
    return render(request, "web/counter/lifting_start.html", context, status=422 if form.errors else 200)


@RECEPTION
def entry(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """交验证件、比对指纹 B2: the cards that are reported lost, and the one in the holder's hand."""
    found, held = read(request, visit, LiftForm)
    if found.closed_at is not None:
        return redirect("lifting-done", visit=visit)
    lost = _lost(found)
    form = LiftStep.of(held, [_choice(card) for card in lost], request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        entered = form.merge(held)
        try:
            acts.preview_lift(visits.number_of(found), entered, at=request.at)
            visits.save(visit, entered, by=request.hand, at=request.at, version=version_of(request))
            return redirect("lifting-ruling", visit=visit)
        except BadInput as error:
            blame(form, error)
    return _page(request, found, lost, form)


@RECEPTION
def ruling(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """裁定 B2: lift, refuse in writing with the words why, or propose to undo a report in another's name."""
    found, held = read(request, visit, LiftForm)
    if found.closed_at is not None:
        return redirect("lifting-done", visit=visit)
    number = visits.number_of(found)
    try:
        answer, gathered = acts.preview_lift(number, held, at=request.at)
    except BadInput:
        return redirect("lifting-entry", visit=visit)
    reason = RestoreForm(request.POST if request.method == "POST" and held.contested else None)
    if request.method == "POST" and (not held.contested or answer.outcome == Outcome.REFUSE or reason.is_valid()):

        def act() -> Done:
            if answer.outcome == Outcome.REFUSE:
                return acts.refuse_to_lift(number, held, by=request.hand, at=request.at)
            if held.contested:
                why = reason.cleaned_data["reason"]
                restore.propose(number, held, why, by=request.hand, at=request.at)
                return Done(outcome="proposed", number=gathered.entry.number)
            return acts.lift(number, held, by=request.hand, at=request.at)

        if answer.outcome != Outcome.PENDING:
            visits.conclude(visit, version_of(request), act, by=request.hand, at=request.at)
            request.acted = monotonic()
            return redirect("lifting-done", visit=visit)
    request.shown.add([found.id], masked=False)
    context = {"visit": found, "number": number, "answer": answer, "gathered": gathered, "held": held, "form": reason}
    return render(request, "web/counter/lifting_ruling.html", context, status=422 if reason.errors else 200)


@RECEPTION
def done(request: DeskRequest, visit: uuid.UUID) -> HttpResponse:
    """办结: the receipt of the lifting, the refusal, or the word that a second officer is waited for."""
    found, _ = read(request, visit, LiftForm)
    answer = visits.answered(found)
    if answer is None:
        return redirect("lifting-entry", visit=visit)
    request.shown.add([answer.case or visit])
    return render(request, "web/counter/loss_done.html", {"done": answer, "next": "lifting"})


@RECEPTION
def second(request: DeskRequest, proposal: str) -> HttpResponse:
    """第二名民警 G2: sees what was proposed, confirms or refuses; confirmed, the police get the misuse case at once."""
    one = _proposal(request, proposal)
    person = restore.person_of(one)
    if request.method == "POST" and one.confirmed_at is None and one.refused_at is None:
        digest = request.POST.get("digest", "")
        if "refuse" in request.POST:
            restore.refuse(one.pk, digest, by=request.hand, at=request.at)
            messages.success(request, words.say("已退回提请,挂失继续有效。"))
        else:
            with transaction.atomic():
                finished = restore.restore(one.pk, digest, by=request.hand, at=request.at)
                police = _to_the_police(request, one, persons.id_number(person))
            request.acted = monotonic()
            said = words.say("已撤销冒名挂失,编号 {number};冒用案件 {police}。", number=finished.number, police=police)
            messages.success(request, said)
        return redirect("lifting")
    request.shown.add([person.id], masked=False)
    entries = [losses.LossEntry.objects.at(uid) for uid in one.payload["entries"]]
    context = {"one": one, "person": person, "number": persons.id_number(person), "entries": entries}
    context |= {"held": restore.form_of(one), "lost": [Card.objects.at(entry.card_uid) for entry in entries]}
    return render(request, "web/counter/restore.html", context)


def _to_the_police(request: DeskRequest, one: Proposal, number: str) -> str:
    """冒名挂失 B4: whoever reported this in another's name used another's identity; the police of that place look."""
    first = losses.LossEntry.objects.at(one.payload["entries"][0])
    form = ReportForm(
        happened_at=first.reported_at, scene="挂失申报窗口", place=first.authority[:6], said=f"冒名挂失:{one.reason}"
    )
    return misuse.report(number, form, by=request.hand, at=request.at).number


def _proposal(request: DeskRequest, proposal: str) -> Proposal:
    rows = Proposal.objects.filter(act=restore.RESTORE, authority=request.hand.authority)
    one = rows.filter(pk=int(proposal)).first() if proposal.isdigit() else None
    if one is None:
        raise Http404
    return one


def _lost(found: LossVisit) -> list[Card]:
    """The cards with a report that stands, the newest first."""
    person = persons.find(visits.number_of(found))
    open_ = {entry.card_uid for entry in losses.open_for(person)} if person else set()
    return [card for card in reversed(cards.of(person)) if card.id in open_] if person else []


def _choice(card: Card) -> tuple[str, str]:
    return str(card.id), f"{card.valid_from} — {card.valid_to or words.say('长期')}"


def _page(request: DeskRequest, found: LossVisit, lost: list[Card], form: LiftStep) -> HttpResponse:
    number = visits.number_of(found)
    person = persons.find(number)
    request.shown.add([found.id], masked=False)
    context = {"visit": found, "number": number, "form": form, "lost": lost, "person": person}
    context |= {"entries": losses.open_for(person) if person else []} | fingers(found, number, lost)
    return render(request, "web/counter/lifting_entry.html", context, status=422 if form.errors else 200)
