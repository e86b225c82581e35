"""The way of one application, step by step, as the counters go it. Each step is one act."""

import uuid
from datetime import datetime
from typing import Any

import msgspec
from tests.cases import world
from tests.cases.world import CLERK, ISSUER, SIGNER, later

from guizheng.cases import jobs
from guizheng.cases.application import acts
from guizheng.cases.application.forms import Collection, Done, IntakeForm, SignChecks
from guizheng.cases.spine import Case
from guizheng.law.terms import Cause, Evidence, Paper, Request, StayGround
from guizheng.ledger.hands import Hand
from guizheng.ledger.jobs import run_next

REISSUE = IntakeForm(
    request=Request.REISSUE,
    cause=Cause.LOST,
    stay_ground=StayGround.WORK,
    evidence=(Evidence.RESIDENCE_PERMIT,),
    papers=(Paper.RESIDENCE_PERMIT,),
    fingers=("right_thumb", "left_thumb"),
    print_finger="right_thumb",
    print_sample="own",
    contact="13800000000",
    present_address="天津市和平区南京路1号",
)
RENEWAL = msgspec.structs.replace(REISSUE, request=Request.RENEWAL, cause=Cause.EXPIRY, papers=(Paper.ID_CARD,))


def draft(number: str = world.LI, form: IntakeForm = REISSUE, by: Hand = CLERK, at: datetime = world.NOON) -> uuid.UUID:
    begun = acts.start(number, by=by, at=at)
    return acts.save(begun.id, form, by=by, at=at).id


def filed(number: str = world.LI, form: IntakeForm = REISSUE, by: Hand = CLERK, at: datetime = world.NOON) -> Done:
    return acts.take_in(draft(number, form, by, at), by=by, at=at)


def accepted(number: str = world.LI, form: IntakeForm = REISSUE, **more: Any) -> Case:
    done = filed(number, form, **more)
    assert done.outcome == "accept", (done.outcome, done.answer)
    return case(done)


def case(done: Done) -> Case:
    assert done.case is not None
    return Case.objects.at(done.case)


def signed(one: Case, at: datetime | None = None) -> Case:
    return case(acts.sign_off(one.id, SignChecks(), by=SIGNER, at=at or later(1)))


def work(at: datetime) -> None:
    """The worker, until nothing is due."""
    while run_next(jobs.handlers(lambda: at), lambda: at) is not None:
        pass


def made(one: Case, at: datetime | None = None) -> Case:
    work(at or later(1))
    work((at or later(1)) + jobs.POLL * 2)
    return Case.objects.at(one.id)


def arrived(one: Case, at: datetime | None = None) -> Case:
    return case(acts.record_arrival(one.id, by=ISSUER, at=at or later(10)))


def paid(one: Case, at: datetime | None = None) -> Done:
    return acts.pay_fee(one.id, "cash", by=CLERK, at=at or later(minutes=5))


def collected(one: Case, collection: Collection | None = None, at: datetime | None = None) -> Done:
    if collection is None:
        collection = Collection(print_finger="right_thumb", print_sample="own")
    return acts.hand_over(one.id, collection, by=ISSUER, at=at or later(12))


def ready(number: str = world.LI, form: IntakeForm = REISSUE) -> Case:
    """From the counter to the card that lies ready, paid."""
    one = accepted(number, form)
    paid(one)
    return arrived(made(signed(one)))
