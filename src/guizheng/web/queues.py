"""待办清单: one page of one queue, as every desk shows it."""

from datetime import datetime
from typing import Any

from guizheng.cases.application import worklists
from guizheng.law.procedure import Act, Post, Stage
from guizheng.ledger.hands import Hand
from guizheng.web.access import DeskRequest

QUEUE_PAGES = {
    Stage.WAITING: "queue-waiting",
    Stage.SENT_BACK: "queue-sent-back",
    Stage.REVIEW: "signoff",
    Stage.SIGNED: "production",
    Stage.ORDERED: "production",
    Stage.MADE: "arrivals",
    Stage.READY: "collection",
}
"""The page on which the cases of a stage are worked through."""


def page(request: DeskRequest, stage: Stage, act: Act) -> dict[str, Any]:
    """One page of a queue, with the way to the next one; the names it shows are on record."""
    given = request.GET.get("after", "")
    after = int(given) if given.isdigit() and len(given) < 7 else 0
    rows = worklists.queue(request.hand, stage, act, at=request.at, after=after)
    request.shown.add(row.case for row in rows)
    more = after + len(rows) if len(rows) == worklists.PAGE else 0
    return {"rows": rows, "after": after, "more": more, "stage": stage}


def desk_act(hand: Hand) -> Act:
    """The act that leads on from the review queue for this post: the reviewer sends back, the signer signs."""
    return Act.SIGN_OFF if hand.post == Post.SIGN else Act.SEND_BACK


def summary(hand: Hand, at: datetime) -> list[tuple[worklists.Queue, str]]:
    """The queues of a post with the page each is worked through on."""
    return [(queue, QUEUE_PAGES[queue.stage]) for queue in worklists.counts(hand, at=at)]
