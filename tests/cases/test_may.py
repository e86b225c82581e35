"""权限 D3 G2: the button and the act ask the same question; every refusal says why, in both languages."""

from dataclasses import dataclass, replace

import pytest
from tests.cases import world
from tests.cases.world import AUXILIARY, CLERK, ISSUER, MAKER, REVIEWER, SIGNER, STRANGER

from guizheng.cases import may
from guizheng.law.procedure import TABLES, Act, Matter, Post, Side, Stage
from guizheng.ledger.hands import SYSTEM, Hand


@dataclass(frozen=True)
class Stands:
    matter: str = "application"
    stage: str = "review"
    accepting: str = world.HALL
    home: str = world.HOME
    accepting_county: str = "120101"
    taken_in_by: str = CLERK.officer


CASE = Stands()


def test_the_right_hand_may() -> None:
    assert may.may(CASE, Act.SIGN_OFF, SIGNER)
    assert may.step(CASE, Act.SIGN_OFF, SIGNER) is None
    assert may.may(CASE, Act.SEND_BACK, REVIEWER)
    assert may.may(replace(CASE, stage="signed"), Act.ORDER_PRODUCTION, MAKER)
    assert may.may(CASE, Act.EXTEND, world.ADMIN)


@pytest.mark.parametrize(
    ("stage", "act", "hand", "zh", "en"),
    [
        ("signed", Act.SIGN_OFF, SIGNER, "已签发,待制证", "signed off"),
        ("review", Act.SIGN_OFF, REVIEWER, "签发岗", "signing"),
        ("review", Act.SIGN_OFF, STRANGER, "户籍地不是您的单位", "home side"),
        ("ready", Act.HAND_OVER, replace(ISSUER, authority=world.HOME_HALL), "受理地不是您的单位", "accepting side"),
        ("filed", Act.TAKE_IN, AUXILIARY, "辅助人员", "auxiliary"),
        ("review", Act.SIGN_OFF, replace(SIGNER, rank="auxiliary"), "人民警察", "police officer"),
        ("review", Act.SIGN_OFF, replace(SIGNER, rank="system"), "系统不得", "police officer"),
        ("review", Act.SIGN_OFF, replace(SIGNER, officer=CLERK.officer), "不得为同一人", "took in"),
        ("review", Act.TRANSMIT, replace(CLERK, post="machine"), "系统自动", "by the system"),
        ("review", Act.EXTEND, replace(world.ADMIN, division="120102"), "受理地不是您的单位", "accepting side"),
        ("signed", Act.ORDER_PRODUCTION, replace(MAKER, division="410000"), "受理地不是您的单位", "accepting side"),
    ],
)
def test_every_refusal_says_why(stage: str, act: Act, hand: Hand, zh: str, en: str) -> None:
    why = may.step(replace(CASE, stage=stage), act, hand)
    assert why is not None
    assert zh in why.zh
    assert en in why.en
    assert not may.may(replace(CASE, stage=stage), act, hand)


def test_an_auxiliary_may_file_and_bring_papers_and_nothing_else() -> None:
    allowed = {act for stage in Stage for act in may.acts_for(replace(CASE, stage=stage), AUXILIARY)}
    assert allowed == {Act.FILE, Act.SUPPLEMENT}


def test_every_move_of_the_table_has_one_hand_that_may_and_strangers_that_may_not() -> None:
    """The whole table, row by row: the post at its side may; the same post far away, and every other post, may not."""
    rows = TABLES[Matter.APPLICATION]
    for row in rows:
        case = replace(CASE, stage=row.stage)
        right = _hand_for(row.side, row.post)
        assert may.may(case, row.act, right), (row.stage, row.act)
        if row.side is Side.SYSTEM:
            continue
        assert not may.may(case, row.act, replace(right, authority="510104000000", division="510104")), row
        others = {other.post for other in rows if other.stage is row.stage and other.act is row.act}
        for post in set(Post) - others:
            assert not may.may(case, row.act, replace(right, post=post)), (row.act, post)


def _hand_for(side: Side, post: Post) -> Hand:
    if side is Side.SYSTEM:
        return SYSTEM
    if side is Side.HOME:
        return replace(SIGNER, post=post)
    if side is Side.CENTRE or post is Post.PRODUCTION:
        return MAKER
    if post is Post.COUNTY_ADMIN:
        return world.ADMIN
    return replace(CLERK, post=post)


@pytest.mark.parametrize(
    ("hand", "sees"),
    [
        (CLERK, True),
        (SIGNER, True),
        (MAKER, True),
        (world.ADMIN, True),
        (STRANGER, False),
        (world.hand("1", "省", "province", "410000000000"), True),
        (world.hand("1", "省", "province", "510000000000"), False),
        (world.hand("1", "督", "supervisor", "010000000000"), True),
        (world.hand("1", "县", "county_admin", "410105000000"), True),
        (world.hand("1", "县", "county_admin", "410106000000"), False),
        (world.hand("1", "制", "production", "510000080000"), False),
    ],
)
def test_who_sees_a_case_at_all(hand: Hand, sees: bool) -> None:
    assert may.sees(CASE, hand) is sees
