"""准入 D3 G2: who may open a page, why, and the record of every look at personal data, a refused one too.

Each view declares the posts it is for, its purpose, and whether it writes. The server asks on every request: logged in,
under an appointment in force, in one of the posts. What the acts forbid (`cases.may`) comes back as such a page too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from time import monotonic
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from guizheng.cases.errors import BadInput, CaseError, Conflict, Forbidden
from guizheng.law.procedure import Post
from guizheng.ledger import looks
from guizheng.ledger.hands import Hand
from guizheng.web.session import hand_of

P = ParamSpec("P")


@dataclass
class Shown:
    """Whose data this response shows, and whether in clear."""

    subjects: list[str] = field(default_factory=list)
    masked: bool = True
    purpose: str = ""

    def add(self, subjects: Iterable[object], *, masked: bool = True) -> None:
        self.subjects.extend(str(subject) for subject in subjects)
        self.masked = self.masked and masked


class DeskRequest(HttpRequest):
    """A request of an officer at work: the hand that acts, the moment, and what the response will show."""

    hand: Hand
    at: datetime
    shown: Shown
    acted: float | None
    """When the act of this request had committed, by the monotonic clock."""


@dataclass(frozen=True)
class Access:
    """What a view declares."""

    posts: frozenset[Post]
    purpose: str
    writes: bool
    public: bool = False


View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
PublicView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public(view: PublicView[P]) -> PublicView[P]:
    """A page for everybody; it shows nobody's data."""
    view.access = Access(frozenset(), "", writes=True, public=True)  # type: ignore[attr-defined]
    return view


def access(*posts: Post, purpose: str, writes: bool = False) -> Callable[[View[P]], PublicView[P]]:
    """A page for officers in one of `posts` (none named: for every officer), opened for `purpose` (中文, on record)."""
    declared = Access(frozenset(posts), purpose, writes)

    def declare(view: View[P]) -> PublicView[P]:
        @wraps(view)
        def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return HttpResponseRedirect(f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")
            if request.method not in ("GET", "HEAD") and not writes:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            return _opened(request, declared, view, *args, **kwargs)

        asked.access = declared  # type: ignore[attr-defined]
        return asked

    return declare


def _opened(
    request: Any, declared: Access, view: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any
) -> HttpResponseBase:
    hand = hand_of(request)
    if hand is None:
        return HttpResponseRedirect(reverse("appointment"))
    request.hand, request.at, request.shown, request.acted = hand, timezone.localtime(), Shown(), None
    refused = False
    if declared.posts and hand.post not in declared.posts:
        refused, response = True, wrong_post(request, declared)
    else:
        try:
            response = view(request, *args, **kwargs)
        except Forbidden as error:
            refused, response = True, problem(request, 403, error)
        except Conflict as error:
            response = problem(request, 409, error)
        except BadInput as error:
            response = problem(request, 422, error)
    if refused or request.shown.subjects:
        _record(request, declared, refused, kwargs)
    response["Cache-Control"] = "no-store"
    if request.acted is not None:
        response["Server-Timing"] = f"since-commit;dur={(monotonic() - request.acted) * 1000:.1f}"
    return response


def _record(request: DeskRequest, declared: Access, refused: bool, kwargs: dict[str, Any]) -> None:
    """查看留痕: one record a response; a refused page names what it was asked for."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    looks.look(
        request.hand,
        purpose=(request.shown.purpose or declared.purpose)[:60],
        page=name,
        subjects=request.shown.subjects or [str(value) for value in kwargs.values()],
        masked=request.shown.masked,
        refused=refused,
        at=request.at,
    )


def wrong_post(request: HttpRequest, declared: Access) -> HttpResponseBase:
    """无权办理: why, and who can."""
    posts = sorted(declared.posts, key=list(Post).index)
    return render(request, "web/forbidden.html", {"posts": posts, "purpose": declared.purpose}, status=403)


def problem(request: HttpRequest, status: int, error: CaseError) -> HttpResponseBase:
    """What the acts answered to the officer, in the officer's language, with the way back."""
    back = request.headers.get("Referer", "") if request.method == "POST" else ""
    return render(request, "web/problem.html", {"says": error.says, "status": status, "back": back}, status=status)
