"""采集 A5: what the portrait step keeps: the live photograph, and one finger from the scanner."""

import msgspec
from django.conf import settings

from guizheng.cases.application import drafts
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.forms import IntakeForm
from guizheng.ledger import objects
from guizheng.web import devices, pictures
from guizheng.web.access import DeskRequest
from guizheng.web.forms.intake import PortraitStep, Step


def captured(request: DeskRequest, draft: Draft, form: Step, held: IntakeForm) -> IntakeForm:
    """The draft with picture and print; other steps capture nothing."""
    if not isinstance(form, PortraitStep):
        return held
    number = drafts.number_of(draft)
    finger, sample = devices.scan(request.hand, number, form.cleaned_data["scanner"])
    portrait = _portrait(form, number) or held.portrait
    return msgspec.structs.replace(held, print_finger=finger, print_sample=sample, portrait=portrait)


def _portrait(form: PortraitStep, number: str) -> str:
    """The file that was chosen; in the demo, without one, what the demo's camera draws."""
    upload = form.cleaned_data.get("picture")
    if upload is not None:
        return pictures.keep(upload)
    drawn = devices.portrait_on_file(number) if settings.DEMO and form.cleaned_data["live_photo"] else None
    return objects.put(drawn.content) if drawn else ""
