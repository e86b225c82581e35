"""待办任务 B4: words to the holder and to the police of the place after a hit, and the bars two officers confirmed."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from guizheng.cases.clocks import day_of
from guizheng.cases.misuse import acts, bars
from guizheng.cases.misuse.place import police_of
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.ledger.jobs import Job, Later
from guizheng.organs.models import RelyingUnit
from guizheng.registers import hits
from guizheng.registers.hits import Hit

SILENCE = timedelta(seconds=30)
PRESENTED = "您已挂失的居民身份证于{day}在一家用证单位被出示核查。如非本人所为,请向就近公安机关反映。"
REPORTED = "有用证单位报告您的居民身份证疑似被他人冒用,公安机关正在核查,编号{number}。"


def tell_holder(payload: dict[str, Any], at: datetime) -> None:
    """通知持证人 B4: that the lost card was presented; not where: that is told at a counter."""
    hit = Hit.objects.select_related("person").at(payload["hit"])
    if hit.holder_told_at is not None or hit.person is None or not hit.person.phone:
        return
    _send(f"{hits.NOTICE}:{hit.id}", hit.person.phone, PRESENTED.format(day=day_of(hit.at)))
    hit.holder_told_at = at
    hit.save(update_fields=["holder_told_at"])


def tell_police(payload: dict[str, Any], at: datetime) -> None:
    """告知属地公安机关 B4: it stands on their list from now."""
    hit = Hit.objects.at(payload["hit"])
    unit = RelyingUnit.objects.get(code=hit.unit)
    police = police_of(unit.division_id or "", day_of(at))
    if police is not None and hit.police_told_at is None:
        hit.police, hit.police_told_at = police.code, at
        hit.save(update_fields=["police", "police_told_at"])


def inform(payload: dict[str, Any], at: datetime) -> None:
    """告知持证人 B4: that a report of misuse is looked into."""
    case = Case.objects.select_related("person").at(payload["case"])
    if case.person.phone:
        _send(payload["key"], case.person.phone, REPORTED.format(number=case.number))


def _send(key: str, phone: str, text: str) -> None:
    if isinstance(doors.notice().send(key, "sms", phone, text), Unknown):
        raise Later(SILENCE)


HANDLERS: dict[str, Callable[[dict[str, Any], datetime], None]] = {
    hits.NOTICE: tell_holder,
    hits.POLICE: tell_police,
    acts.INFORM: inform,
    bars.RECORD: bars.enter,
    bars.WITHDRAW: bars.withdraw,
}


def handlers(clock: Callable[[], datetime]) -> Mapping[str, Callable[[Job], None]]:
    """The handlers as the worker runs them: a job, at the time its clock says."""

    def bound(handler: Callable[[dict[str, Any], datetime], None]) -> Callable[[Job], None]:
        return lambda job: handler(job.payload, clock())

    return {kind: bound(handler) for kind, handler in HANDLERS.items()}
