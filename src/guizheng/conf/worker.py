"""`guizheng worker`: the sequencer, the jobs, and a beat that tells whether both are alive."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import django

from guizheng.conf.follow import follow_supervisor

CHINA = ZoneInfo("Asia/Shanghai")
BATCH = 500
SEQUENCER_PAUSE = 0.05
JOBS_PAUSE = 0.2
QUESTIONS_PAUSE = 1.0
HOURS_PAUSE = 20.0
STUCK_SECONDS = 30.0
log = logging.getLogger("guizheng.worker")

Round = Callable[[], bool]
"""One round of work; whether there may be more at once."""


def clock() -> datetime:
    return datetime.now(CHINA)


class Loop(threading.Thread):
    """Rounds, one after another, until told to stop. A round that fails is logged and tried again after a pause."""

    def __init__(self, name: str, one_round: Round, pause: float, stop: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self._round, self._pause, self._stop_event = one_round, pause, stop
        self.turned = time.monotonic()

    def run(self) -> None:
        from django.db import close_old_connections

        while not self._stop_event.is_set():
            try:
                more = self._round()
            except Exception:
                log.exception("%s: a round failed", self.name)
                more = False
                close_old_connections()
                self._stop_event.wait(1.0)
            self.turned = time.monotonic()
            if not more:
                self._stop_event.wait(self._pause)


def sequence() -> bool:
    """编号: numbers what committed, and lets the feed follow in the same transaction."""
    from guizheng.ledger import sequencer
    from guizheng.registers import feed

    return sequencer.number(BATCH, [feed.follow], at=clock()) == BATCH


def work() -> bool:
    """办理任务: runs one job that is due."""
    from guizheng.cases import jobs as work_of_cases
    from guizheng.cases.misuse import jobs as work_of_misuse
    from guizheng.ledger import housekeeping, jobs
    from guizheng.registers import questions

    handlers = {
        **work_of_cases.handlers(clock),
        **work_of_misuse.handlers(clock),
        housekeeping.KIND: lambda _: housekeeping.tidy(clock()),
        questions.KIND: lambda _: questions.keep_house(clock()),
    }
    return jobs.run_next(handlers, clock) is not None


def take_questions() -> bool:
    """归档核查记录: what nodes shipped goes into files, and hits become rows."""
    from guizheng.registers import questions

    return questions.take(clock()) == questions.MOST


def call_the_hours() -> bool:
    """定时任务: seals what is numbered, and asks for what comes back by itself: once a period, however often asked."""
    from guizheng.cases import jobs as work_of_cases
    from guizheng.ledger import housekeeping, jobs, seals, sequencer
    from guizheng.registers import questions

    seals.seal(sequencer.head(), at=clock())
    jobs.periodic(housekeeping.KIND, housekeeping.EVERY, clock())
    jobs.periodic(questions.KIND, questions.EVERY, clock())
    for kind, every in work_of_cases.PERIODIC.items():
        jobs.periodic(kind, every, clock())
    return False


def main(argv: list[str]) -> int:
    django.setup()
    from django.conf import settings

    follow_supervisor()
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stop.set())
    loops = [Loop("sequencer", sequence, SEQUENCER_PAUSE, stop), Loop("jobs", work, JOBS_PAUSE, stop)]
    loops.append(Loop("questions", take_questions, QUESTIONS_PAUSE, stop))
    loops.append(Loop("hours", call_the_hours, HOURS_PAUSE, stop))
    for loop in loops:
        loop.start()
    beat = settings.WORKER_BEAT
    beat.parent.mkdir(parents=True, exist_ok=True)
    while not stop.is_set():
        if all(loop.is_alive() and time.monotonic() - loop.turned < STUCK_SECONDS for loop in loops):
            beat.touch()
        stop.wait(1.0)
    for loop in loops:
        loop.join(5.0)
    beat.unlink(missing_ok=True)
    return 0
