"""延长 A4: once, by at most thirty days, where a county of the case is listed; one person proposes, another decides."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from guizheng.cases import clocks, may, spine
from guizheng.cases.application import content, notices
from guizheng.cases.application.acts_home import done
from guizheng.cases.application.forms import Done, PaperRef
from guizheng.cases.errors import BadInput, Conflict, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.spine import Case
from guizheng.law import matters
from guizheng.law.extension import ExtensionFacts, ExtensionGround
from guizheng.law.procedure import Act, Issued, Move
from guizheng.law.terms import Outcome
from guizheng.ledger import two_person
from guizheng.ledger.hands import Hand
from guizheng.ledger.two_person import Proposal
from guizheng.organs import transport
from guizheng.organs.transport import PoorTransport

EXTENSION = "extend_application"


def propose_extension(case_id: uuid.UUID, days: int, ground: str, why: str, *, by: Hand, at: datetime) -> Proposal:
    """提请延长 A4: days as the law allows, a place listed that day, and why in this case; another decides."""
    if ground not in set(ExtensionGround):
        raise BadInput("ground", Says("请选择交通不便的一方。", "Say which place has poor transport."))
    if not why.strip():
        raise BadInput("why", Says("请写明本件须延长的事由。", "Say why this case needs more days."))
    case = Case.objects.at(case_id)
    forbidden = may.step(case, Act.EXTEND, by)
    if forbidden is not None:
        raise Forbidden(forbidden)
    place = _must_allow(case, days, ground, at)
    asked = {"case": str(case.id), "days": days, "ground": ground, "place": place.division_id, "source": place.source}
    reason = f"{ExtensionGround(ground).zh}({place.division},{place.source}):{why.strip()}"[:200]
    return two_person.propose(EXTENSION, {**asked, "why": why.strip()}, reason=reason, by=by, at=at)


def refuse_extension(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> None:
    """不同意延长 A4: the proposal ends and the term stays; who proposed may take it back the same way."""
    proposal = Proposal.objects.filter(pk=proposal_id, act=EXTENSION).first()
    case = Case.objects.at(proposal.payload["case"]) if proposal else None
    forbidden = may.step(case, Act.EXTEND, by) if case else None
    if forbidden is not None:
        raise Forbidden(forbidden)
    try:
        two_person.refuse(proposal_id, digest, by=by, at=at)
    except two_person.TwoPersonError as error:
        raise Conflict(
            Says("该提请已办结或已变化,请刷新。", "This proposal is closed or was changed; reload.")
        ) from error


def transport_of(case: Case, at: datetime) -> dict[ExtensionGround, PoorTransport]:
    """交通不便名单 A4: which side of the case is on the list that day, by the ground it gives."""
    sides = {
        ExtensionGround.POOR_TRANSPORT_HERE: case.accepting_county,
        ExtensionGround.POOR_TRANSPORT_AT_HOME: case.home[:6],
    }
    found = transport.listed(clocks.day_of(at), *sides.values())
    return {ground: found[county] for ground, county in sides.items() if county in found}


def extend(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> Done:
    """延长办理期限 A4: a second person, under another appointment, confirms; the applicant is told in time."""
    issued: list[PaperRef] = []
    with transaction.atomic():
        try:
            proposal = two_person.confirm(proposal_id, digest, by=by, at=at)
        except two_person.TwoPersonError as error:
            raise Forbidden(
                Says("延长须由另一岗位的另一人批准。", "Another person must confirm an extension.")
            ) from error
        asked = proposal.payload

        def write(case: Case, row: Move) -> dict[str, Any]:
            _must_allow(case, asked["days"], asked["ground"], at)
            clocks.extend(case, asked["days"])
            words = content.extension(case, asked["days"], proposal.reason)
            issued.append(paper(case, Issued.EXTENSION_NOTICE, words, row, by, at))
            return {
                "days": asked["days"],
                "ground": asked["ground"],
                "place": asked["place"],
                "source": asked["source"],
                "why": asked["why"],
                "proposed_by": proposal.proposed_by,
                "proposal": proposal_id,
                "due": case.due,
                "papers": [issued[0].number],
            }

        case = spine.move(uuid.UUID(asked["case"]), Act.EXTEND, by=by, at=at, write=write)
        notices.send(case, "extended", at)
        return done("extend", case, *issued)


def proposed(hand: Hand) -> list[Proposal]:
    """待批准的延长 A4: what was proposed in this authority and waits for its second person, the oldest first."""
    rows = Proposal.objects.filter(act=EXTENSION, confirmed_at__isnull=True, refused_at__isnull=True)
    return list(rows.filter(authority=hand.authority).order_by("proposed_at")[:200])


def _must_allow(case: Case, days: int, ground: str, at: datetime) -> PoorTransport:
    """What the law says of this extension today; the notice goes out with the act itself, before the old limit.

    A side that is not on the list that day is no ground.
    """
    place = transport_of(case, at).get(ExtensionGround(ground))
    facts = ExtensionFacts(
        filed_on=clocks.day_of(case.filed_at),
        days=days,
        ground=ExtensionGround(ground) if place else None,
        extended_before=case.extended_by > 0,
    )
    answer = matters.decide("extension", facts, on=clocks.day_of(at), rules=settings.RULES)
    if answer.outcome != Outcome.ACCEPT or place is None:
        raise Forbidden(joined([*answer.grounds, *answer.missing]))
    return place
