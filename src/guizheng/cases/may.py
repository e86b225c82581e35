"""权限 D3 G2: `step` says why not, `may` says yes or no; acts and pages ask the same question.

Every answer rests on the table of `law.procedure`: the stage allows the act, the hand has the post, and its
authority is the one that side of the case belongs to. An auxiliary never decides, and nobody signs what they took in.
"""

from typing import Protocol

from guizheng.cases.errors import Says
from guizheng.law.procedure import Act, Matter, Move, Post, Side, Stage, move, moves_from
from guizheng.ledger.hands import Hand


class Stands(Protocol):
    """What a permission looks at in a case."""

    matter: str
    stage: str
    accepting: str
    home: str
    accepting_county: str
    taken_in_by: str


_SIGNING = (Act.SIGN_OFF, Act.DECLINE_TO_SIGN)
_MACHINE_ACTS = (Act.ORDER_PRODUCTION, Act.RECORD_MADE, Act.RECORD_REJECTED)


def step(case: Stands, act: Act, hand: Hand) -> Says | None:
    """Why this hand may not do this act on this case as it stands; None when it may."""
    row = move(Matter(case.matter), Stage(case.stage), act)
    if row is None:
        stage = Stage(case.stage)
        return Says(f"办件现处“{stage.zh}”环节,不能{act.zh}。", f"The case is at “{stage.en}”; it can't {act.en} now.")
    return _post(row, hand) or _rank(row, hand) or _place(case, row, hand) or _own_hand(case, act, hand)


def may(case: Stands, act: Act, hand: Hand) -> bool:
    """True when `step` finds nothing against it."""
    return step(case, act, hand) is None


def acts_for(case: Stands, hand: Hand) -> tuple[Act, ...]:
    """The acts this hand may do now, in the order of the table."""
    rows = moves_from(Matter(case.matter), Stage(case.stage))
    return tuple(row.act for row in rows if may(case, row.act, hand))


def _post(row: Move, hand: Hand) -> Says | None:
    if hand.post == row.post or (row.side is Side.SYSTEM and hand.rank == "system"):
        return None
    return Says(f"{row.zh}由{row.post.zh}办理。", f"To {row.en} belongs to the post of {row.post.en}.")


def _rank(row: Move, hand: Hand) -> Says | None:
    if hand.rank == "system":
        if row.side is Side.SYSTEM or row.act in _MACHINE_ACTS:
            return None
        return Says(f"{row.zh}须由人民警察办理,系统不得自行办理。", f"Only a police officer may {row.en}.")
    if row.side is Side.SYSTEM:
        return Says(f"{row.zh}由系统自动办理。", f"To {row.en} is done by the system.")
    if hand.is_officer or row.auxiliary:
        return None
    return Says(
        f"{row.zh}须由人民警察决定,辅助人员不能办理。", f"Only a police officer may {row.en}, not an auxiliary."
    )


def _place(case: Stands, row: Move, hand: Hand) -> Says | None:
    if in_charge(case, row.side, row.post, hand):
        return None
    return Says(f"本办件的{row.side.zh}不是您的单位。", f"Your authority is not this case's {row.side.en}.")


def in_charge(case: Stands, side: Side, post: Post, hand: Hand) -> bool:
    """管辖: whether the hand's authority answers for this side of the case."""
    if hand.rank == "system":
        return True
    match side:
        case Side.HOME:
            return hand.authority == case.home
        case Side.CENTRE:
            return hand.division[:2] == case.accepting_county[:2]
        case Side.ACCEPTING if post is Post.COUNTY_ADMIN:
            return hand.division == case.accepting_county
        case Side.ACCEPTING if post is Post.PRODUCTION:
            return hand.division[:2] == case.accepting_county[:2]
        case Side.ACCEPTING:
            return hand.authority == case.accepting
        case _:
            return False


def sees(case: Stands, hand: Hand) -> bool:
    """可见: whether the case is this hand's business at all: at either side, in the centre, or over it."""
    over = (Post.MINISTRY, Post.SUPERVISOR, Post.AUDITOR)
    if hand.rank == "system" or hand.post in over:
        return True
    if hand.authority in (case.accepting, case.home):
        return True
    if hand.post == Post.COUNTY_ADMIN:
        return hand.division in (case.accepting_county, case.home[:6])
    if hand.post == Post.PROVINCE:
        return hand.division[:2] in (case.accepting_county[:2], case.home[:2])
    return hand.post == Post.PRODUCTION and hand.division[:2] == case.accepting_county[:2]


def _own_hand(case: Stands, act: Act, hand: Hand) -> Says | None:
    if act in _SIGNING and hand.officer == case.taken_in_by:
        return Says(
            "受理与签发不得为同一人,请由另一名民警签发。", "Nobody signs what they took in; another officer must."
        )
    return None
