"""同时补领 B1: who qualifies goes on to 补领 in the same visit; a view calls both acts, they don't know one another."""

from typing import Any

import msgspec
from django.conf import settings

from guizheng.cases.application import acts_intake, drafts, gather
from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.done import Done
from guizheng.cases.loss.forms import LossForm
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.facts_loss import LossEvent
from guizheng.law.procedure import Matter
from guizheng.law.rulings import Answer
from guizheng.law.terms import Cause, Evidence, Paper, Request, StayGround
from guizheng.ledger import objects
from guizheng.registers import persons
from guizheng.web import devices, pictures
from guizheng.web.access import DeskRequest
from guizheng.web.forms.loss import ReissueStep


def offer(request: DeskRequest, number: str, held: LossForm) -> Answer | None:
    """可否同时补领 A1: the law's answer if everything asked for were brought; None while an application is open."""
    person = persons.find(number)
    if (
        person
        and Case.objects.filter(
            bucket=person.bucket, person_uid=person.id, matter=Matter.APPLICATION, open=True
        ).exists()
    ):
        return None
    brought = _entered(
        held,
        stay_ground=StayGround.WORK,
        evidence=(Evidence.RESIDENCE_PERMIT,),
        papers=(Paper.HOUSEHOLD_REGISTER, Paper.RESIDENCE_PERMIT),
    )
    gathered = gather.intake(number, brought, by=request.hand, at=request.at)
    return matters.decide(gathered.matter, gathered.facts, rules=settings.RULES)


def form_of(request: DeskRequest) -> ReissueStep:
    return ReissueStep(request.POST, request.FILES, initial=_initial())


def blank() -> ReissueStep:
    return ReissueStep(initial=_initial())


def take_in(request: DeskRequest, number: str, held: LossForm, form: ReissueStep) -> Done:
    """受理补领 A1 A3 B1: call it in the transaction of the report."""
    entered = form.cleaned_data
    finger, sample = devices.scan(request.hand, number, entered["scanner"])
    filing = _entered(
        held,
        stay_ground=entered["stay_ground"],
        evidence=tuple(entered["evidence"]),
        papers=tuple(entered["papers"]),
        present_address=entered["present_address"],
        live_photo=entered["live_photo"],
        portrait=_portrait(form, number),
        prints_taken=entered["prints_taken"],
        fingers=tuple(entered["fingers"]),
        print_finger=finger,
        print_sample=sample,
    )
    draft = drafts.start(number, by=request.hand, at=request.at)
    drafts.save(draft.id, filing, by=request.hand, at=request.at)
    return acts_intake.take_in(draft.id, by=request.hand, at=request.at)


def _initial() -> dict[str, Any]:
    blank_form = IntakeForm()
    names = [name for name in ReissueStep.base_fields if hasattr(blank_form, name)]
    return {name: getattr(blank_form, name) for name in names} | {"scanner": "holder"}


def _entered(held: LossForm, **more: Any) -> IntakeForm:
    """The intake form, with what the loss report knows already."""

    said = {
        "request": Request.REISSUE,
        "cause": Cause.STOLEN if held.event is LossEvent.STOLEN else Cause.LOST,
        "presence": held.presence,
        "capacity": held.capacity,
        "guardian_name": held.guardian_name,
        "guardian_relation": held.guardian_relation,
        "guardian_proved": held.guardian_proved,
        "main_items_match": held.main_items_match,
        "looks_changed": held.looks_changed,
        "otherwise_confirmed": held.otherwise_confirmed,
        "confirmed_how": held.confirmed_how,
        "contact": held.contact,
        "lost_on": held.lost_on,
        "lost_where": held.lost_where,
    }
    return msgspec.convert(msgspec.to_builtins({**said, **more}), IntakeForm)


def _portrait(form: ReissueStep, number: str) -> str:
    """The file that was chosen; in the demo, without one, what the demo's camera draws."""
    upload = form.cleaned_data.get("picture")
    if upload is not None:
        return pictures.keep(upload)
    drawn = devices.portrait_on_file(number) if settings.DEMO and form.cleaned_data["live_photo"] else None
    return objects.put(drawn.content) if drawn else ""
