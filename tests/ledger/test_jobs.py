"""待办任务: enqueued with the act, run once, retried with growing pauses, back after a killed worker."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from guizheng.ledger import housekeeping, jobs
from guizheng.ledger.jobs import Hopeless, Job, Later

from .hands import NOON, later

pytestmark = pytest.mark.django_db


def test_a_job_belongs_to_the_transaction_that_asked_for_it():
    @transaction.atomic
    def act():
        jobs.enqueue("order", {}, run_at=NOON)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert jobs.claim(NOON) is None


def test_a_unique_name_is_taken_once_even_after_the_job_is_done():
    first = jobs.enqueue("order", {"n": 1}, run_at=NOON, unique="order:1")
    jobs.finish(jobs.claim(NOON), NOON)
    assert jobs.enqueue("order", {"n": 2}, run_at=NOON, unique="order:1").pk == first.pk
    assert jobs.claim(later(99)) is None


def test_a_job_waits_for_its_time_and_the_oldest_comes_first():
    jobs.enqueue("b", {}, run_at=later(10))
    jobs.enqueue("a", {}, run_at=later(5))
    assert jobs.claim(NOON) is None
    assert [jobs.claim(later(20)).kind, jobs.claim(later(20)).kind] == ["a", "b"]


def test_a_leased_job_is_not_claimed_until_the_lease_ends():
    jobs.enqueue("order", {}, run_at=NOON)
    first = jobs.claim(NOON)
    assert jobs.claim(later(30)) is None
    second = jobs.claim(later(61))
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert jobs.finish(first, later(62)) is False
    assert jobs.finish(second, later(62)) is True


def run(handler, at=NOON):
    return jobs.run_next({"order": handler}, lambda: at)


def broken(job):
    raise ValueError("no answer for 41010219900307912X")


def test_a_failing_job_is_retried_with_growing_pauses_then_buried():
    jobs.enqueue("order", {}, run_at=NOON)
    at, pauses = NOON, []
    while run(broken, at):
        job = Job.objects.get()
        if job.dead_at:
            break
        pauses.append((job.run_at - at).total_seconds())
        at = job.run_at
    assert pauses[:4] == [2, 4, 8, 16]
    assert max(pauses) <= 3600
    assert [job.kind for job in jobs.dead()] == ["order"]
    assert jobs.dead()[0].error == "ValueError: no answer for …"
    assert jobs.revive(job.pk, at)
    assert run(lambda job: None, at).pk == job.pk


def test_not_yet_costs_no_attempt_and_hopeless_is_buried_at_once():
    jobs.enqueue("order", {}, run_at=NOON)

    def wait(job):
        raise Later(timedelta(seconds=5))

    def give_up(job):
        raise Hopeless("the order is unknown")

    run(wait)
    job = Job.objects.get()
    assert (job.attempts, job.run_at) == (0, later(5))
    run(give_up, later(5))
    assert jobs.dead()[0].error == "Hopeless: the order is unknown"


def test_a_periodic_job_is_made_once_a_period():
    for at in (NOON, later(30), later(61)):
        jobs.periodic("sweep", timedelta(seconds=60), at)
    assert Job.objects.count() == 2


def test_finished_jobs_go_but_names_taken_for_good_stay():
    jobs.enqueue("order", {}, run_at=NOON, unique="order:1")
    jobs.enqueue("order", {}, run_at=NOON)
    jobs.periodic("order", timedelta(days=1), NOON)
    jobs.enqueue("order", {}, run_at=later(1))
    for _ in range(3):
        run(lambda job: None)
    housekeeping.tidy(NOON + timedelta(days=8))
    assert [job.unique for job in Job.objects.order_by("id")] == ["order:1", None]


def test_a_worker_takes_only_kinds_it_knows():
    jobs.enqueue("other", {}, run_at=NOON)
    assert run(lambda job: None) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_gets_the_job():
    for at in range(20):
        jobs.enqueue("order", {"n": at}, run_at=NOON)
    taken = []

    def work():
        while (job := jobs.claim(NOON)) is not None:
            taken.append(job.payload["n"])
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(taken) == list(range(20))


WORKER = """
import sys, time
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["guizheng.ledger"], DATABASES={"default": {
    "ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1], "OPTIONS": {"transaction_mode": "IMMEDIATE"}}},
    USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()
from datetime import datetime, timedelta, timezone
from django.db import connection
from guizheng.ledger import jobs
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)
if sys.argv[2] == "make":
    with connection.schema_editor() as editor:
        editor.create_model(jobs.Job)
    jobs.enqueue("order", {}, run_at=NOON)
if sys.argv[2] == "hang":
    def hang(job):
        print("working", flush=True)
        time.sleep(60)
    jobs.run_next({"order": hang}, lambda: NOON)
if sys.argv[2] == "again":
    early = jobs.claim(NOON + timedelta(seconds=59))
    late = jobs.run_next({"order": lambda job: None}, lambda: NOON + timedelta(seconds=61))
    print(early, late.attempts, jobs.Job.objects.get().done_at is not None)
"""


def test_a_killed_workers_job_comes_back_with_its_lease(tmp_path):
    def start(what):
        command = [sys.executable, "-c", WORKER, str(tmp_path / "jobs.sqlite3"), what]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    assert start("make").wait(120) == 0
    worker = start("hang")
    assert worker.stdout.readline() == "working\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(120)
    assert start("again").communicate(timeout=120)[0] == "None 2 True\n"
