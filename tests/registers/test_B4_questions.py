"""核查记录 B4: what nodes ship is taken in once, filed by day, found by person, and goes after its years."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.conf import settings

from guizheng.ledger import events, objects, sequencer
from guizheng.ledger.jobs import Job
from guizheng.registers import feed, hits, losses, question_files, questions
from guizheng.registers.hits import Hit
from guizheng.registers.questions import QuestionFile, QuestionSegment, UnitUse
from guizheng.verify.outcome import Outcome
from guizheng.verify.records import read_records

from .people import CLERK, NOON, number, person, standing
from .segments import question, segment, unit

pytestmark = pytest.mark.django_db
LI, WANG = number(), number("41010219850412913")


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    settings.HOME = tmp_path / "home"


def ship(*asked, at=NOON):
    name, body = segment(*asked)
    questions.receive(name, body, at=at)
    return name


def shipped(*asked, at=NOON):
    name = ship(*asked, at=at)
    questions.take(at)
    return name


def standing_files():
    return QuestionFile.objects.filter(gone_at__isnull=True)


def test_a_segment_is_taken_in_once_however_often_it_is_sent():
    unit()
    name, body = segment(question(LI), question(WANG))
    for _ in range(3):
        questions.receive(name, body, at=NOON)
        questions.take(NOON)
    assert (QuestionSegment.objects.count(), standing_files().count(), standing_files().get().records) == (1, 1, 2)
    assert UnitUse.objects.get().asked == 2


def test_who_asked_about_my_card():
    unit()
    unit("C-310000-01", "gzk_test-post")
    later = NOON + timedelta(days=1)
    shipped(question(LI), question(WANG))
    name = shipped(question(LI, Outcome.EXPIRED, at=later, key="gzk_test-post"))
    told = questions.about(LI)
    assert [(one.unit, one.purpose, one.answer) for one in told] == [
        ("C-310000-01", "open_account", "expired"),
        ("C-120000-01", "open_account", "clear"),
    ]
    assert (told[0].at, told[0].valid_from, told[0].position, told[0].record) == (
        later,
        date(2015, 1, 1),
        7,
        f"{name}-0",
    )
    assert [one.unit for one in questions.about(LI, since=later.date())] == ["C-310000-01"]
    assert questions.about(number("41010219900307938")) == []


def test_an_old_epochs_questions_are_found_by_its_own_key(tmp_path, settings):
    unit()
    shipped(question(LI))
    (tmp_path / "keys").mkdir()
    old = tmp_path / "keys" / "epoch-1.key"
    old.write_text(settings.DIGEST_KEY.hex())
    old.chmod(0o600)
    settings.SECRETS, settings.DIGEST_EPOCH, settings.DIGEST_KEY = tmp_path / "keys", 2, bytes(range(32))
    shipped(question(LI, Outcome.MISMATCH, epoch=2, at=NOON + timedelta(hours=1)))
    assert [one.answer for one in questions.about(LI)] == ["mismatch", "clear"]
    old.unlink()
    with pytest.raises(ValueError, match="epoch-1"):
        questions.about(LI)


def test_a_question_sent_again_under_its_retry_key_counts_once():
    unit()
    again = question(LI, retry=b"retry-01")
    shipped(again, again, question(LI, retry=b"retry-02"))
    assert UnitUse.objects.get().asked == 2
    assert sorted(one.times for one in questions.about(LI)) == [1, 2]


def test_files_are_merged_and_what_was_merged_goes_later():
    unit()
    chance = Random(4)
    people = [number(f"4101021990030{chance.randrange(7000, 9999)}") for _ in range(40)]
    asked = [question(chance.choice(people), at=NOON + timedelta(seconds=place)) for place in range(200)]
    for at in range(0, 200, 10):
        shipped(*asked[at : at + 10])
    before = {one: sorted(questions.about(one)) for one in people}
    assert standing_files().count() == 20
    assert questions.merge_files(NOON.date(), NOON) == 1
    assert questions.merge_files(NOON.date() + timedelta(days=1), NOON) == 0
    assert (standing_files().count(), standing_files().get().records) == (1, 200)
    questions.tidy(NOON + timedelta(minutes=5))
    assert QuestionFile.objects.exclude(file="").count() == 21
    questions.tidy(NOON + timedelta(hours=2))
    assert QuestionFile.objects.exclude(file="").count() == 1
    assert {one: sorted(questions.about(one)) for one in people} == before


def test_a_person_is_found_across_blocks(monkeypatch):
    monkeypatch.setattr(question_files, "BLOCK", 3)
    unit()
    asked = [question(LI, at=NOON + timedelta(seconds=at)) for at in range(8)]
    shipped(*asked, *(question(number(f"4101021990030{at}")) for at in range(7001, 7020)))
    assert len(questions.about(LI)) == 8
    assert [len(questions.about(number(f"4101021990030{at}"))) for at in range(7000, 7021)] == [0] + [1] * 19 + [0]


def test_records_are_kept_three_years_and_then_go():
    unit()
    shipped(question(LI))
    for years, files in ((2, 1), (3, 1), (4, 0)):
        questions.tidy(NOON.replace(year=NOON.year + years) + timedelta(hours=2))
        assert standing_files().count() == files
    questions.tidy(NOON.replace(year=NOON.year + 4) + timedelta(hours=4))
    assert not [path for path in (settings.HOME / "objects").rglob("*") if path.is_file()]


def test_bytes_that_are_no_segment_are_set_aside_and_hold_up_nobody():
    unit()
    questions.receive("00ff00ff00ff00ff", b"nothing of ours", at=NOON)
    _, body = segment(question(LI))
    questions.receive("11ff00ff00ff00ff", body, at=NOON)
    shipped(question(WANG))
    damaged = QuestionSegment.objects.filter(damaged=True)
    assert sorted(one.segment for one in damaged) == ["00ff00ff00ff00ff", "11ff00ff00ff00ff"]
    questions.tidy(NOON)
    assert objects.get(damaged[0].held)
    assert (questions.about(LI), len(questions.about(WANG))) == ([], 1)


def test_a_torn_segment_gives_its_whole_records():
    unit()
    name, body = segment(question(LI), question(WANG))
    questions.receive(name, body[:-5], at=NOON)
    questions.take(NOON)
    assert (len(questions.about(LI)), questions.about(WANG)) == (1, [])


def lost():
    one = person()
    card = standing(one)
    losses.enter(one, [card], event="lost", source="report", number="GS1", by=CLERK, at=NOON)
    while sequencer.number(500, [feed.follow], at=NOON):
        pass
    return one


def test_a_lost_card_presented_becomes_a_hit_of_its_person():
    unit()
    one = lost()
    name = shipped(question(LI, Outcome.REPORTED_LOST), question(LI), question(WANG))
    hit = Hit.objects.get()
    assert (hit.person_uid, hit.bucket, hit.unit, hit.record) == (one.id, one.bucket, "C-120000-01", f"{name}-0")
    assert hit.due == NOON + timedelta(days=3)
    assert events.trace(one.id)[-1].act == "lost_card_presented"
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["hit_notice", "hit_police"]


def test_a_hit_is_entered_once_though_the_work_is_done_again():
    unit()
    lost()
    name = shipped(question(LI, Outcome.REPORTED_LOST))
    QuestionSegment.objects.filter(segment=name).update(taken_at=None)
    questions.take(NOON)
    assert (Hit.objects.count(), Job.objects.count()) == (1, 2)


def test_one_retry_is_one_hit_and_the_next_day_is_another():
    unit()
    lost()
    again = [question(LI, Outcome.REPORTED_LOST, retry=b"retry-01", at=NOON + timedelta(days=day)) for day in (0, 0, 1)]
    shipped(*again)
    assert Hit.objects.count() == 2


def test_by_its_rule_a_unit_may_be_trusted_to_tell_the_police_itself():
    unit(tells_police=False)
    lost()
    shipped(question(LI, Outcome.REPORTED_LOST))
    assert [job.kind for job in Job.objects.all()] == ["hit_notice"]


def test_a_hit_of_a_digest_nobody_knows_stays_with_its_unit():
    unit()
    shipped(question(WANG, Outcome.REPORTED_LOST))
    hit = Hit.objects.get()
    assert (hit.person_uid, hit.bucket // 100) == (None, 99)
    assert [job.kind for job in Job.objects.all()] == ["hit_police"]


def test_a_unit_sees_its_own_hits_alone():
    unit()
    unit("C-310000-01", "gzk_test-post")
    lost()
    shipped(question(LI, Outcome.REPORTED_LOST), question(LI, Outcome.REPORTED_LOST, key="gzk_test-post"))
    assert [hit.unit for hit in hits.of_unit("C-310000-01")] == ["C-310000-01"]
    assert [row.unit for row in questions.use_of("C-310000-01", date(2026, 1, 1))] == ["C-310000-01"]


def test_days_are_days_in_shanghai():
    unit()
    late = datetime(2026, 11, 23, 16, 30, tzinfo=NOON.tzinfo) + timedelta(hours=8)
    shipped(question(LI, at=late))
    assert standing_files().get().day == date(2026, 11, 24)


def test_what_two_files_hold_alike_stays_when_one_goes():
    unit()
    name = ship(question(LI))
    body = objects.get(QuestionSegment.objects.get().held)
    items = [question_files.Item(name, record) for record in read_records(body)]
    one, _ = question_files.write(items, "one")
    two, _ = question_files.write(items, "two")
    question_files.drop(one)
    assert list(question_files.read(two)) == items
