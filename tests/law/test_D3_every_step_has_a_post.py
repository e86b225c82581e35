"""D3 强化责任落实: every step of every flow has a post that answers for it, a clause and an event of its own."""

import pytest

from guizheng.law import procedure
from guizheng.law.clauses import CLAUSES
from guizheng.law.procedure import MOVES, STAGES, TABLES, Act, Issued, Matter, Move, Post, Side, Stage
from guizheng.law.version import law_version

ROWS = [(matter, row) for matter, rows in TABLES.items() for row in rows]


def walk(matter: Matter, *acts: Act) -> Stage:
    stage = Stage.START
    for act in acts:
        row = procedure.move(matter, stage, act)
        assert row is not None, f"{matter}: no {act} from {stage}"
        stage = row.to
    return stage


@pytest.mark.parametrize(("matter", "row"), ROWS, ids=lambda value: getattr(value, "event", str(value)))
def test_every_move_names_its_post_side_clause_and_event(matter: Matter, row: Move) -> None:
    assert row.post in Post
    assert row.side in Side
    assert not CLAUSES[row.clause].no_rule
    assert row.event.isidentifier()
    assert (row.post is Post.MACHINE) == (row.side is Side.SYSTEM)


def test_no_two_rows_answer_the_same_question() -> None:
    assert len(MOVES) == len(ROWS)


def test_an_event_tells_the_act_of_its_matter() -> None:
    acts: dict[tuple[Matter, str], set[Act]] = {}
    for matter, row in ROWS:
        acts.setdefault((matter, row.event), set()).add(row.act)
    assert all(len(found) == 1 for found in acts.values())


@pytest.mark.parametrize("matter", list(Matter))
def test_every_stage_can_be_reached_and_every_open_stage_reaches_an_end(matter: Matter) -> None:
    reached, before = {Stage.START}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {row.to for row in TABLES[matter] if row.stage in reached}
    assert reached == set(STAGES[matter])
    closing = set(procedure.ends(matter))
    before = 0
    while len(closing) > before:
        before = len(closing)
        closing |= {row.stage for row in TABLES[matter] if row.to in closing}
    assert closing == set(STAGES[matter])


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_used_and_has_both_labels(act: Act) -> None:
    assert any(row.act is act for _, row in ROWS)
    assert act.zh
    assert act.en
    assert act.zh != act.en


def test_labels_are_not_shared_by_two_words_of_a_kind() -> None:
    for words in (Matter, Side, Post, Stage, Act, Issued):
        assert len({word.zh for word in words}) == len(words)
        assert len({word.en for word in words}) == len(words)


def test_a_reissue_goes_from_the_counter_to_the_hand() -> None:
    made = (Act.FILE, Act.TAKE_IN, Act.TRANSMIT, Act.SIGN_OFF, Act.ORDER_PRODUCTION, Act.RECORD_MADE)
    assert walk(Matter.APPLICATION, *made, Act.RECORD_ARRIVAL, Act.HAND_OVER) is Stage.COLLECTED
    assert walk(Matter.APPLICATION, *made, Act.RECORD_REJECTED) is Stage.SIGNED
    assert walk(Matter.APPLICATION, *made, Act.RECORD_ARRIVAL, Act.RECORD_REJECTED) is Stage.SIGNED


def test_a_notice_leads_back_to_a_decision() -> None:
    assert walk(Matter.APPLICATION, Act.FILE, Act.NOTIFY_ONCE, Act.SUPPLEMENT, Act.TAKE_IN) is Stage.REVIEW
    assert procedure.move(Matter.APPLICATION, Stage.WAITING, Act.TAKE_IN) is None
    assert procedure.move(Matter.APPLICATION, Stage.WAITING, Act.NOTIFY_ONCE) is None


def test_home_mends_or_declines_with_a_paper() -> None:
    filed = (Act.FILE, Act.TAKE_IN)
    assert walk(Matter.APPLICATION, *filed, Act.SEND_BACK, Act.MEND, Act.SIGN_OFF) is Stage.SIGNED
    assert walk(Matter.APPLICATION, *filed, Act.DECLINE_TO_SIGN, Act.REFUND) is Stage.DECLINED
    declined = procedure.move(Matter.APPLICATION, Stage.REVIEW, Act.DECLINE_TO_SIGN)
    assert declined is not None
    assert (declined.side, declined.post, declined.paper) == (Side.HOME, Post.SIGN, Issued.DECLINE)


def test_after_signing_an_application_is_not_withdrawn() -> None:
    for stage in (Stage.SIGNED, Stage.ORDERED, Stage.MADE, Stage.READY, Stage.COLLECTED):
        assert procedure.move(Matter.APPLICATION, stage, Act.WITHDRAW) is None


def test_a_report_is_not_lifted_once_its_successor_stands() -> None:
    assert walk(Matter.LOSS, Act.FILE, Act.REPORT_LOSS, Act.LIFT) is Stage.LIFTED
    assert procedure.move(Matter.LOSS, Stage.SUPERSEDED, Act.LIFT) is None
    assert walk(Matter.LOSS, Act.LIFT) is Stage.LIFTED


def test_a_found_card_is_given_back_held_or_destroyed() -> None:
    entered = (Act.HAND_IN, Act.ENTER)
    assert walk(Matter.FOUND, *entered, Act.NOTIFY_OWNER, Act.GIVE_BACK) is Stage.GIVEN_BACK
    assert walk(Matter.FOUND, *entered, Act.HOLD, Act.RELEASE) is Stage.ENTERED
    assert walk(Matter.FOUND, *entered, Act.HOLD, Act.ORDER_DESTRUCTION, Act.DESTROY) is Stage.DESTROYED
    assert procedure.move(Matter.FOUND, Stage.HELD, Act.GIVE_BACK) is None


def test_destroying_barring_and_restoring_take_two_officers() -> None:
    two = {Act.DESTROY, Act.DESTROY_UNCLAIMED, Act.RECORD_BAR, Act.WITHDRAW_BAR, Act.RESTORE}
    assert {row.act for _, row in ROWS if row.two_officers} == two
    assert all(row.two_officers for _, row in ROWS if row.act in two)


def test_an_auxiliary_collects_and_files_but_never_decides() -> None:
    """2021 norm art. 7: only an officer decides."""
    assert {row.act for _, row in ROWS if row.auxiliary} == {Act.FILE, Act.SUPPLEMENT, Act.HAND_IN}
    assert all(row.paper in (Issued.NONE, Issued.LOSS_FORM, Issued.FOUND_FORM) for _, row in ROWS if row.auxiliary)


def test_ends_and_open_stages_part_the_table() -> None:
    assert set(procedure.ends(Matter.LOSS)) == {Stage.REFUSED, Stage.WITHDRAWN, Stage.LIFTED, Stage.SUPERSEDED}
    assert set(procedure.open_stages(Matter.LOSS)) == {Stage.FILED, Stage.WAITING, Stage.REPORTED}
    assert procedure.is_end(Matter.APPLICATION, Stage.COLLECTED)
    assert not procedure.is_end(Matter.APPLICATION, Stage.READY)
    take_in = procedure.moves_from(Matter.APPLICATION, Stage.FILED)[0]
    assert (take_in.act, take_in.zh, take_in.en) == (Act.TAKE_IN, "当场受理", "accept on the spot")


def test_a_changed_move_is_another_law(monkeypatch: pytest.MonkeyPatch) -> None:
    before = law_version()
    monkeypatch.setattr(procedure, "TABLES", {**TABLES, Matter.LOSS: TABLES[Matter.LOSS][1:]})
    assert law_version() != before
