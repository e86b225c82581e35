"""核对录入 A3 A5: what a form must hold before it is ruled on; each fault stands at its field and says what to mend."""

from datetime import date

from guizheng.cases.application.forms import IntakeForm
from guizheng.cases.errors import BadInput, Says
from guizheng.law.terms import Presence, Relief


def check(form: IntakeForm, on: date) -> None:
    """录入核对: the first fault in the order of the form, as BadInput. What the law asks for is not asked for here."""
    if form.presence in (Presence.SELF_WITH_GUARDIAN, Presence.GUARDIAN) and not form.guardian_name.strip():
        raise BadInput("guardian_name", Says("请填写监护人姓名。", "Give the guardian's name."))
    if form.relief is not Relief.NONE and not form.relief_proof.strip():
        raise BadInput(
            "relief_proof", Says("请填写减免证明的名称和编号。", "Name the proof of the relief and its number.")
        )
    if form.priority and not form.priority_reason.strip():
        raise BadInput("priority_reason", Says("加急办理须写明理由。", "Priority needs its reason."))
    lost_on(form, on)


def lost_on(form: IntakeForm, on: date) -> date | None:
    """丢失日期: the day given, or None. BadInput: no such day, or a day to come."""
    if not form.lost_on.strip():
        return None
    try:
        day = date.fromisoformat(form.lost_on.strip())
    except ValueError:
        raise BadInput("lost_on", Says("丢失日期不存在,请核对。", "There is no such day; compare the date.")) from None
    if day > on:
        raise BadInput("lost_on", Says("丢失日期不能晚于今天。", "The day of the loss can't be after today."))
    return day
