"""通知持证人 B2: the moment a report stands or ends, the holder hears of it on every channel that is not lost too.

Whoever reports a loss in another's name is so heard of by the card's holder. No text carries an ID number.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from guizheng.cases.loss.models import LossReport
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.notice import Channel
from guizheng.law.procedure import Matter, Stage
from guizheng.ledger import jobs
from guizheng.ledger.jobs import Later
from guizheng.registers.persons import Person

KIND = "loss_notice"
SILENCE = timedelta(seconds=30)
TEXTS = {
    "reported": "您的居民身份证已挂失,挂失编号{number}。不是本人申报的,请持证到任一户籍派出所或办证大厅当面申请撤销。",
    "lifted": "您的居民身份证挂失已解除,编号{number}。不是本人办理的,请立即到任一户籍派出所或办证大厅重新挂失。",
    "restored": "冒名申报的挂失已撤销,编号{number},您的居民身份证恢复使用。",
}


def send(case: Case, what: str, at: datetime) -> None:
    """In the transaction of the act: one job a channel, so that one that is silent does not hold the others back."""
    for to in channels(case):
        jobs.enqueue(
            KIND, {"case": str(case.id), "what": what, "to": to}, run_at=at, unique=f"{KIND}:{case.id}:{what}:{to}"
        )


def channels(case: Case) -> tuple[str, ...]:
    """Which of `record` (the register's number) and `contact` (given at the counter) may be used for this case."""
    report = LossReport.objects.filter(bucket=case.bucket, id=case.id).first()
    found = []
    if case.person.phone and not frozen(case.person, case.person.phone):
        found.append("record")
    given = report.contact if report else ""
    if given and given != case.person.phone and not frozen(case.person, given):
        found.append("contact")
    return tuple(found)


def frozen(person: Person, address: str) -> bool:
    """手机同时丢失 B2: a report that stands froze this address: whoever holds the phone now must not read it."""
    standing = LossReport.objects.filter(
        bucket=person.bucket,
        form__phone_lost=True,
        case_uid__in=Case.objects.filter(
            bucket=person.bucket, person_uid=person.id, matter=Matter.LOSS, stage=Stage.REPORTED
        ).values("id"),
    )
    return address == person.phone and standing.exists()


def deliver(payload: dict[str, Any], at: datetime) -> None:
    """发送: the address is read when it is sent; a silent line is tried again."""
    case = Case.objects.select_related("person").at(uuid.UUID(payload["case"]))
    to = case.person.phone if payload["to"] == "record" else LossReport.objects.at(case.id).contact
    if payload["to"] not in channels(case):
        return
    channel: Channel = "mail" if "@" in to else "sms"
    key = f"{KIND}:{case.id}:{payload['what']}:{payload['to']}"
    if isinstance(doors.notice().send(key, channel, to, TEXTS[payload["what"]].format(number=case.number)), Unknown):
        raise Later(SILENCE)
