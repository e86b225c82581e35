"""草稿 A3: what a counter has typed so far, kept by the server, so that a broken connection loses nothing.

A draft stands in the URL by its own id; the number typed is sealed by the codec of the register of persons. One open
draft per person and authority: who types the number again goes on where the filing stood.
"""

import uuid
from datetime import datetime

import msgspec
from django.db import IntegrityError, models, transaction

from guizheng.cases import may
from guizheng.cases.application.forms import Done, IntakeForm
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput, Conflict, Forbidden, Says
from guizheng.cases.spine import Case
from guizheng.law import id_number
from guizheng.law.procedure import Act, Matter, Post, Stage
from guizheng.ledger import codec, serials
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_of, new_id
from guizheng.registers import persons


class Draft(Bucketed):
    """One filing that is being typed. `case` is set when an applicant came back after a one-time notice.

    `filed_at` is the first time it was put to the law, so that what the office itself owes (待核) never costs the
    applicant a day; `done` is the answer of the act that ended it: a second click gets the same answer.
    """

    number_index = models.CharField(max_length=32)
    number_sealed = models.CharField(max_length=120)
    officer = models.CharField(max_length=16)
    authority = models.CharField(max_length=12)
    case = models.UUIDField(null=True)
    form = models.JSONField(default=dict)
    pending = models.JSONField(null=True)
    done = models.JSONField(null=True)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "number_index", "authority"],
                condition=models.Q(closed_at__isnull=True),
                name="draft_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["authority"], condition=models.Q(closed_at__isnull=True), name="draft_by_authority")
        ]


_FAULTS = {
    "not 18 characters": Says("公民身份号码应为18位。", "An ID number has 18 characters."),
    "not 17 digits and a digit or capital X": Says(
        "公民身份号码前17位应为数字,末位为数字或X。", "An ID number is 17 digits and a digit or X."
    ),
    "no such birth date": Says("公民身份号码中的出生日期不存在,请核对第7至14位。", "Digits 7 to 14 are no such day."),
    "check digit does not fit": Says(
        "公民身份号码校验位不符,请逐位核对。", "The check digit doesn't fit; compare the number digit by digit."
    ),
}


def sound_number(typed: str) -> str:
    """核对号码: the number as typed, spaces out and X upper case. BadInput names what to mend, never the number."""
    number = "".join(typed.split()).upper()
    fault = id_number.fault(number)
    if fault:
        raise BadInput("id_number", _FAULTS[fault])
    if not id_number.division_known(number):
        raise BadInput(
            "id_number",
            Says(
                "公民身份号码前6位不是现行或曾用的行政区划代码,请核对。",
                "The first six digits are no division code, present or past; compare the number.",
            ),
        )
    return number


def start(typed: str, *, by: Hand, at: datetime) -> Draft:
    """立草稿 A3: begin, or take up again, the filing of this person at this counter."""
    number = sound_number(typed)
    _at_reception(by)
    person = persons.find(number)
    _none_open(person, by)
    return _open(number, None, IntakeForm(), by, at)


def resume(number_or_id: str, *, by: Hand, at: datetime) -> Draft:
    """补齐材料 A3: the applicant is back with the notice; the filing goes on where it stood."""
    case = find_case(number_or_id)
    if case is None:
        raise BadInput("number", Says("查无此受理号或告知书编号。", "No filing has this number."))
    why = may.step(case, Act.SUPPLEMENT, by)
    if why is not None:
        raise Forbidden(why)
    held = Application.objects.at(case.id)
    return _open(persons.id_number(case.person), case.id, msgspec.convert(held.form, IntakeForm), by, at)


def find_case(number_or_id: str) -> Case | None:
    """The application of a 受理号, of a paper's number, or of an id; None when there is none."""
    text = "".join(number_or_id.split())
    row = serials.find(text, "case") or serials.find(text, "paper_case")
    try:
        case = Case.objects.at(row if row is not None else text)
    except Case.DoesNotExist:
        return None
    return case if case.matter == Matter.APPLICATION else None


def save(draft_id: uuid.UUID, form: IntakeForm, *, by: Hand, at: datetime, version: int | None = None) -> Draft:
    """存草稿: keep what was typed. Conflict when another hand typed meanwhile."""
    with transaction.atomic():
        draft = _mine(Draft.objects.lock(draft_id), by)
        if draft.closed_at is not None:
            raise Conflict(Says("本次申请已办结,不能再改。", "This filing is decided; it can't be changed."))
        if version is not None and version != draft.version:
            raise Conflict(
                Says(
                    f"{draft.officer}已在别处修改此草稿,请刷新后再录。",
                    f"Officer {draft.officer} changed this draft meanwhile; reload first.",
                )
            )
        draft.form, draft.officer, draft.touched_at = msgspec.to_builtins(form), by.officer, at
        draft.version += 1
        draft.save()
        return draft


def read(draft_id: uuid.UUID, *, by: Hand) -> tuple[Draft, IntakeForm]:
    """读草稿. Forbidden at another authority; Draft.DoesNotExist when there is none."""
    draft = _mine(Draft.objects.at(draft_id), by)
    return draft, msgspec.convert(draft.form, IntakeForm)


def number_of(draft: Draft) -> str:
    """The number typed, unsealed. Never to a log, a URL or an event."""
    return codec.unseal(draft.number_sealed)


def drop(draft_id: uuid.UUID, *, by: Hand, at: datetime) -> None:
    """弃草稿: close a draft that was never put to the law."""
    with transaction.atomic():
        draft = _mine(Draft.objects.lock(draft_id), by)
        if draft.closed_at is None:
            close(draft, None, at)


def close(draft: Draft, done: Done | None, at: datetime) -> None:
    """办结: the draft keeps the answer it got."""
    draft.closed_at = at
    draft.done = None if done is None else msgspec.json.decode(msgspec.json.encode(done))
    draft.save(update_fields=["closed_at", "done"])


def answered(draft: Draft) -> Done | None:
    """The answer that ended this draft; None while it is open."""
    return None if draft.done is None else msgspec.convert(draft.done, Done)


def open_at(authority: str) -> list[Draft]:
    """草稿与待核: what this authority has typed and not decided, the oldest first."""
    return list(Draft.objects.filter(authority=authority, closed_at__isnull=True).order_by("started_at")[:200])


def _open(number: str, case: uuid.UUID | None, form: IntakeForm, by: Hand, at: datetime) -> Draft:
    bucket, index = bucket_of(number), codec.index_of(number)
    mine = Draft.objects.filter(bucket=bucket, number_index=index, authority=by.authority, closed_at__isnull=True)
    found = mine.first()
    if found is not None:
        return found
    draft = Draft(
        bucket=bucket,
        id=new_id(bucket),
        number_index=index,
        number_sealed=codec.seal(number),
        officer=by.officer,
        authority=by.authority,
        case=case,
        form=msgspec.to_builtins(form),
        started_at=at,
        touched_at=at,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        return mine.get()
    return draft


def _at_reception(by: Hand) -> None:
    if by.post != Post.RECEPTION:
        raise Forbidden(Says("申请由受理岗录入。", "Filing belongs to the reception post."))


def _mine(draft: Draft, by: Hand) -> Draft:
    _at_reception(by)
    if draft.authority != by.authority:
        raise Forbidden(Says("此草稿属于另一受理点。", "This draft belongs to another acceptance point."))
    return draft


def _none_open(person: persons.Person | None, by: Hand) -> None:
    """重复申请 A3: a second open application is told at once where the first one stands."""
    if person is None:
        return
    running = Case.objects.filter(
        bucket=person.bucket, person_uid=person.id, matter=Matter.APPLICATION, open=True
    ).first()
    if running is None:
        return
    stage = Stage(running.stage)
    here = running.accepting == by.authority
    raise Conflict(
        Says(
            f"该申请人已有在办申请,受理号{running.number},现处“{stage.zh}”。"
            + ("请按该号继续办理。" if here else f"受理单位{running.accepting},请到该处继续办理。"),
            f"This applicant has an open application, number {running.number}, now at “{stage.en}”. "
            + ("Go on with that one." if here else f"It was filed at authority {running.accepting}; go on there."),
        )
    )
