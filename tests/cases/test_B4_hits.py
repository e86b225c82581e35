"""命中 B4: the holder and the police of the place are told; the unit says what it did, and of its own hits alone."""

import uuid

import msgspec
import pytest
from tests.cases import world
from tests.cases.test_B4_misuse import DETECTIVE, FORM, bank, reported, work  # noqa: F401
from tests.cases.world import CLERK, LI, WANG, Outside, later
from tests.registers.segments import question, segment, unit

from guizheng.cases.errors import BadInput, Forbidden
from guizheng.cases.misuse import acts
from guizheng.ledger import sequencer
from guizheng.ledger.jobs import Job
from guizheng.registers import cards, feed, hits, losses, persons, questions
from guizheng.registers.hits import FollowUp, Hit
from guizheng.verify.outcome import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def hit(bank) -> Hit:  # noqa: F811
    """Li's card is reported lost, and presented at the bank."""
    one = persons.find(LI)
    assert one is not None
    losses.enter(one, cards.of(one), event="lost", source="report", number="GS1", by=CLERK, at=later())
    while sequencer.number(500, [feed.follow], at=later()):
        pass
    name, body = segment(question(LI, Outcome.REPORTED_LOST, at=later(minutes=9)))
    questions.receive(name, body, at=later(minutes=10))
    questions.take(later(minutes=10))
    return Hit.objects.get()


def test_holder_and_police_are_told_once(hit: Hit, outside: Outside) -> None:
    work(later(minutes=11))
    told = Hit.objects.at(hit.id)
    assert (told.holder_told_at, told.police) == (later(minutes=11), world.HALL)
    assert [one.id for one in hits.of_police(DETECTIVE.authority)] == [hit.id]
    ((phone, text),) = outside.notice.sent.values()
    assert phone == "13800000000"
    assert "津河" not in text
    Job.objects.update(done_at=None)
    work(later(minutes=12))
    assert Hit.objects.at(hit.id).holder_told_at == later(minutes=11)


def test_a_silent_notice_gateway_is_asked_again(hit: Hit, outside: Outside) -> None:
    outside.notice.silent = True
    work(later(minutes=11))
    assert Hit.objects.at(hit.id).holder_told_at is None
    outside.notice.silent = False
    work(later(minutes=13))
    assert Hit.objects.at(hit.id).holder_told_at == later(minutes=13)


def test_a_misuse_report_follows_up_the_hit(hit: Hit, bank) -> None:  # noqa: F811
    case = reported(bank, msgspec.structs.replace(FORM, hit=hit.id))
    followed = Hit.objects.at(hit.id)
    assert (followed.follow_up, followed.case) == (FollowUp.MISUSE, case.id)
    with pytest.raises(Forbidden):
        reported(bank, msgspec.structs.replace(FORM, hit=hit.id))


def test_a_report_about_another_card_is_no_follow_up(hit: Hit, bank) -> None:  # noqa: F811
    by, form = acts.hand_of_unit(bank, "经办"), msgspec.structs.replace(FORM, hit=hit.id)
    with pytest.raises(BadInput):
        acts.report(WANG, form, by=by, at=later(1), unit=bank)
    assert Hit.objects.at(hit.id).followed_at is None


def test_a_unit_says_nothing_of_anothers_hit(hit: Hit) -> None:
    other = unit("C-310000-01", "gzk_test-post")
    by = acts.hand_of_unit(other, "经办")
    for one in (hit.id, uuid.uuid4()):
        with pytest.raises(hits.NotYours):
            hits.follow_up(one, other.code, FollowUp.EXPLAINED, by=by, at=later(1), reason="本人找回")
    done = hits.follow_up(hit.id, hit.unit, FollowUp.EXPLAINED, by=by, at=later(1), reason="本人找回")
    assert (done.reason, done.followed_by) == ("本人找回", "经办")
