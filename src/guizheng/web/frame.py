"""版面: what every page's head needs: who acts, where, and the pages of that post."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guizheng.law.procedure import Post
from guizheng.ledger.hands import Hand
from guizheng.web import words


@dataclass(frozen=True)
class Door:
    """One page in the navigation: the name of its address, its label, the posts it is for (none: all)."""

    name: str
    label: str
    posts: frozenset[Post]
    within: tuple[str, ...] = ()
    """The pages that belong to it."""


OVERSEERS = frozenset({Post.SUPERVISOR, Post.AUDITOR, Post.COUNTY_ADMIN, Post.PROVINCE, Post.MINISTRY})
DOORS = (
    Door("dashboard", "待办", frozenset()),
    Door("intake", "受理", frozenset({Post.RECEPTION}), ("intake-step", "intake-ruling", "intake-done")),
    Door("loss", "挂失", frozenset({Post.RECEPTION}), ("loss-entry", "loss-ruling", "loss-done")),
    Door(
        "lifting",
        "解除挂失",
        frozenset({Post.RECEPTION}),
        ("lifting-entry", "lifting-ruling", "lifting-done", "restore"),
    ),
    Door("signoff", "审核签发", frozenset({Post.REVIEW, Post.SIGN}), ("signoff-case",)),
    Door("production", "制证", frozenset({Post.PRODUCTION})),
    Door("arrivals", "到达核验", frozenset({Post.ISSUE})),
    Door("collection", "核验发放", frozenset({Post.ISSUE}), ("hand-over",)),
    Door("extensions", "延长办理期限", frozenset({Post.COUNTY_ADMIN})),
    Door("contests", "答复异议", frozenset({Post.COUNTY_ADMIN})),
    Door("refunds", "待退费", frozenset({Post.RECEPTION})),
    Door("takings", "当日收费", frozenset({Post.RECEPTION, Post.COUNTY_ADMIN, Post.AUDITOR}), ("cancel-receipt",)),
    Door("asked", "谁核查过证件", frozenset({Post.RECEPTION, Post.WINDOW}), ("complaint",)),
    Door("misuse", "冒用核查", frozenset({Post.INVESTIGATION}), ("misuse-case", "misuse-new")),
    Door("supervision", "用证单位督察", frozenset({Post.SUPERVISOR}), ("supervision-unit",)),
    Door("search", "查找办件", frozenset(), ("case", "act")),
)


def doors_for(hand: Hand) -> list[Door]:
    """The pages of this hand's post."""
    return [door for door in DOORS if not door.posts or hand.post in door.posts]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: names no view has to repeat."""
    hand = getattr(request, "hand", None)
    where = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "lang": words.lang(),
        "demo": settings.DEMO,
        "hand": hand,
        "post": Post(hand.post) if hand else None,
        "authority": request.session.get("authority", {}).get(words.lang(), "") if hand else "",
        "doors": doors_for(hand) if hand else [],
        "here": where,
    }
