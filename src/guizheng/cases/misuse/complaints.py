"""投诉与取证 B4: who asked about a card, told to its holder; and what can be proven of a unit that accepted it."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from guizheng.cases.clocks import ZONE, day_of
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import BadInput, Says
from guizheng.cases.misuse.oversight_models import Complaint
from guizheng.ledger import contents, events, objects, papers
from guizheng.ledger.contents import Office, Record
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import new_id
from guizheng.organs.authorities import authority
from guizheng.organs.models import RelyingUnit
from guizheng.registers import losses, persons, questions
from guizheng.registers.persons import Person
from guizheng.registers.questions import Asked
from guizheng.registers.verification import Outcome

AROUND = timedelta(days=1)
PRINTED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One question as the holder is told of it."""

    asked: Asked
    unit_name: str


def person_of(number: str) -> Person:
    """The holder in our registers. BadInput for a number that they do not know."""
    person = persons.find(number)
    if person is None:
        raise BadInput("id_number", Says("登记中没有此人。", "The registers do not know this person."))
    return person


def who_asked(number: str) -> tuple[Person, list[Line]]:
    """查询谁核查过 B4: for the holder in person; whoever shows it records the look with its purpose."""
    person = person_of(number)
    found = questions.about(number)
    names = dict(RelyingUnit.objects.filter(code__in={one.unit for one in found}).values_list("code", "name"))
    return person, [Line(one, names.get(one.unit, "")) for one in found]


def complain(number: str, unit: str, day: date, said: str, *, by: Hand, at: datetime) -> Done:
    """受理投诉 B4: asked or not, what was answered, when the loss was reported: signed, for holder and supervision."""
    person = person_of(number)
    accused = RelyingUnit.objects.filter(code=unit).first()
    if accused is None:
        raise BadInput("unit", Says("没有此用证单位。", "There is no such unit."))
    if day > day_of(at):
        raise BadInput("day", Says("日期不能晚于今天。", "The day can't be after today."))
    if not said.strip():
        raise BadInput("said", Says("请填写此项。", "Fill this in."))
    near = [one for one in questions.about(number, since=day - AROUND) if one.unit == unit and _is_near(one, day)]
    with transaction.atomic():
        locked = Person.objects.lock(person.id)
        pack = _pack(locked, accused, day, near, at)
        held, signature = objects.put(pack), _key().sign(pack).hex()
        one = Complaint(
            bucket=locked.bucket, id=new_id(locked.bucket), person_uid=locked.id, unit=unit, day=day,
            said=said.strip()[:400], taken_at=at, officer=by.officer, authority=by.authority, asked=len(near),
            told_lost=sum(asked.answer is Outcome.REPORTED_LOST for asked in near), pack=held, signature=signature,
        )  # fmt: skip
        one.save(force_insert=True)
        words = _paper(locked, accused, one, near, by)
        made = papers.issue(contents.EVIDENCE, case=one.id, content=words, by=by, at=at, clause="B4")
        body = {"complaint": str(one.id), "unit": unit, "asked": one.asked, "pack": held, "papers": [made.number]}
        events.record(locked.id, "person", "complaint_taken", by=by, at=at, clause="B4", body=body)
    ref = PaperRef(kind=contents.EVIDENCE, number=made.number, id=made.id)
    return Done(outcome="complaint", case=one.id, papers=(ref,))


def pack_of(one: Complaint) -> dict[str, Any]:
    """The evidence, when its signature holds. ValueError when it does not."""
    raw = objects.get(one.pack)
    try:
        _key().public_key().verify(bytes.fromhex(one.signature), raw)
    except InvalidSignature:
        raise ValueError("evidence: the signature does not hold") from None
    pack: dict[str, Any] = json.loads(raw)
    return pack


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.PAPER_SIGNING_KEY)


def _is_near(one: Asked, day: date) -> bool:
    """Within a day of the one named: who was at a counter late may remember the next."""
    return abs(day_of(one.at) - day) <= AROUND


def _pack(person: Person, unit: RelyingUnit, day: date, near: list[Asked], at: datetime) -> bytes:
    """Everything, machine readable. The person by the index that our registers find them by."""
    said = {
        "unit": unit.code,
        "name": unit.name,
        "person": person.number_index,
        "day": day.isoformat(),
        "made_at": at.astimezone(UTC).isoformat(),
        "asked": bool(near),
        "questions": [
            {
                "record": one.record,
                "at": one.at.astimezone(UTC).isoformat(),
                "purpose": one.purpose,
                "valid_from": str(one.valid_from or ""),
                "valid_to": str(one.valid_to or ""),
                "answer": str(one.answer),
                "as_of": one.as_of.astimezone(UTC).isoformat(),
                "position": one.position,
            }
            for one in near
        ],
        "reported_lost_since": [entry.reported_at.astimezone(UTC).isoformat() for entry in losses.open_for(person)],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


ANSWERS = {
    Outcome.CLEAR: "无挂失或失效记录",
    Outcome.REPORTED_LOST: "证件已挂失",
    Outcome.NO_LONGER_VALID: "证件已失效",
    Outcome.EXPIRED: "已过有效期",
    Outcome.MISMATCH: "信息不一致",
    Outcome.STATE_NOT_CHECKED: "未核查证件状态",
}


def _paper(person: Person, unit: RelyingUnit, one: Complaint, near: list[Asked], by: Hand) -> Record:
    here = authority(by.authority)
    lines = [
        (f"核查{place}", f"{_moment(asked.at)} 用途{asked.purpose} 答复：{ANSWERS.get(asked.answer, '未答复')}")
        for place, asked in enumerate(near[:PRINTED], 1)
    ]
    since = [_moment(entry.reported_at) for entry in losses.open_for(person)]
    rows = (
        ("被投诉单位", unit.name),
        ("投诉日期", one.day.isoformat()),
        ("投诉内容", one.said),
        ("是否核查", f"前后一日内核查{len(near)}次" if near else "前后一日内没有核查记录"),
        *lines,
        ("挂失时间", "、".join(since) or "无未解除的挂失"),
        ("证据摘要", _grouped(one.pack)),
        ("签名", _grouped(one.signature)),
    )
    return Record(
        office=Office(name=here.name, code=here.code, address=here.address, phone=here.phone),
        name=person.name,
        id_number=persons.masked_number_of(person),
        rows=rows,
        paragraphs=("以上内容取自核查记录，签名可供核验;供持证人主张权利和公安机关督促检查使用(《意见》二(二)4)。",),
        signs=("投诉人", "受理民警"),
    )


def _grouped(text: str) -> str:
    """Long digits in groups, so that a line can break."""
    return " ".join(text[at : at + 16] for at in range(0, len(text), 16))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"
