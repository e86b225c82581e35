"""清理: what served its day goes: keys older than any retry, and jobs long done."""

from datetime import datetime, timedelta

from guizheng.ledger import idempotency, jobs

KIND = "tidy"
EVERY = timedelta(days=1)
KEYS_KEPT = timedelta(days=30)
JOBS_KEPT = timedelta(days=7)


def tidy(at: datetime) -> None:
    """清理 D3: nothing of what was decided or handed out is among what goes."""
    idempotency.forget(at - KEYS_KEPT)
    jobs.tidy(at - JOBS_KEPT)
