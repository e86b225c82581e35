"""异议的收与答 (B3): POST /v1/disputes and GET /v1/disputes/ID over a node's desk."""

import msgspec

from guizheng.verify import problems
from guizheng.verify.answers import answer
from guizheng.verify.desk import JSON, Asked, Desk, Request
from guizheng.verify.disputes import Dispute, Disputes
from guizheng.verify.problems import Answer, refusal
from guizheng.verify.question import LARGEST_BODY
from guizheng.verify.spoken import iso


class _Recorded(msgspec.Struct):
    record: str


def contest(desk: Desk, disputes: Disputes, request: Request) -> Answer:
    """异议 (B3): the question is answered and recorded as any other, and then put to the registers as well."""

    def both(desk: Desk, asked: Asked, body: bytes) -> Answer:
        said = answer(desk, asked, body)
        if not said.status.startswith("200") or asked.session.test:
            return said
        record = msgspec.json.decode(said.body, type=_Recorded).record
        if not disputes.take_in(record, asked.session.unit, body, asked.now):
            return refusal(problems.TOO_MANY_DISPUTES, english=asked.english)
        waiting = msgspec.json.encode(Dispute(record, "waiting", iso(asked.now)))
        return Answer("202 Accepted", [*JSON, ("Location", f"/v1/disputes/{record}")], waiting)

    return desk.attend(request, LARGEST_BODY, both)


def outcome(desk: Desk, disputes: Disputes, record: str, authorization: str, *, english: bool) -> Answer:
    """What came of a unit's own dispute."""
    unit = desk.unit(authorization)
    if unit is None:
        return refusal(problems.NO_KEY, english=english)
    found = disputes.look_up(record, unit, desk.clock())
    if found is None:
        return refusal(problems.NOT_FOUND, english=english)
    return Answer("200 OK", JSON, msgspec.json.encode(found))
