"""B3: which answer a stored entry gives. One test an answer, then the edges, then the law itself."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guizheng.law import verification as law
from guizheng.law.facts import HeldCard
from guizheng.law.terms import CardEnd
from guizheng.verify.entry import CardState, Entry, State, encode_value, pack_date
from guizheng.verify.outcome import OUTCOME_CODES, SAYS, Outcome, decide

NAME = b"12345678"
TODAY = pack_date(20180306)
OLD = (20100101, 20300101)
NEW = (20180201, 20380201)


def ask(
    cards: tuple[CardState, ...] | None, dates: tuple[int, int] = OLD, name: bytes = NAME, today: bytes = TODAY
) -> Outcome:
    value = None if cards is None else encode_value(Entry(1, bytes(16), 1, NAME, cards))
    return decide(value, name, pack_date(dates[0]), pack_date(dates[1]), today)


def test_nothing_on_record_is_clear() -> None:
    assert ask(None) is Outcome.CLEAR


def test_tombstone_is_as_nothing_on_record() -> None:
    assert ask((), name=b"another!") is Outcome.CLEAR


def test_lost_card() -> None:
    assert ask((CardState(*OLD, State.REPORTED_LOST),)) is Outcome.REPORTED_LOST


@pytest.mark.parametrize("state", [State.REPLACED, State.HANDED_IN, State.DESTROYED, State.CANCELLED, State.MADE])
def test_ended_and_not_yet_collected_cards_are_not_valid(state: State) -> None:
    assert ask((CardState(*OLD, state),)) is Outcome.NO_LONGER_VALID


def test_successor_of_a_lost_card_is_clear() -> None:
    cards = (CardState(*OLD, State.REPORTED_LOST), CardState(*NEW, State.IN_FORCE))
    assert ask(cards, NEW) is Outcome.CLEAR
    assert ask(cards, OLD) is Outcome.REPORTED_LOST


@pytest.mark.parametrize("dates", [(20100102, 20300101), (20100101, 20300102), (20100101, 0)])
def test_altered_date_on_a_lost_card_is_a_mismatch(dates: tuple[int, int]) -> None:
    assert ask((CardState(*OLD, State.REPORTED_LOST),), dates) is Outcome.MISMATCH


def test_other_name_is_a_mismatch() -> None:
    assert ask((CardState(*OLD, State.REPORTED_LOST),), name=b"another!") is Outcome.MISMATCH


@pytest.mark.parametrize("cards", [None, (), (CardState(*OLD, State.REPORTED_LOST),)])
def test_without_dates_the_state_is_not_checked(cards: tuple[CardState, ...] | None) -> None:
    assert ask(cards, (0, 0)) is Outcome.STATE_NOT_CHECKED


def test_last_day_of_validity_still_counts() -> None:
    assert ask(None, (20080306, 20180306)) is Outcome.CLEAR
    assert ask(None, (20080305, 20180305)) is Outcome.EXPIRED


def test_long_term_card_never_expires() -> None:
    assert ask(None, (20080306, 0), today=pack_date(21990101)) is Outcome.CLEAR


def test_lost_beats_expired_and_expired_beats_clear() -> None:
    past = (20000101, 20100101)
    assert ask((CardState(*past, State.REPORTED_LOST),), past) is Outcome.REPORTED_LOST
    assert ask((CardState(*past, State.REPLACED),), past) is Outcome.NO_LONGER_VALID
    assert ask((CardState(*past, State.IN_FORCE), CardState(*OLD, State.MADE)), past) is Outcome.EXPIRED


def test_card_that_is_not_listed_is_a_mismatch_though_it_has_run_out() -> None:
    assert ask((CardState(*OLD, State.REPORTED_LOST),), (19990101, 20090101)) is Outcome.MISMATCH


def test_of_two_cards_of_one_day_an_alarm_on_either_is_an_alarm() -> None:
    twins = (CardState(*OLD, State.IN_FORCE), CardState(*OLD, State.REPORTED_LOST))
    assert ask(twins) is Outcome.REPORTED_LOST
    assert ask((twins[0], CardState(*OLD, State.REPLACED))) is Outcome.CLEAR


def test_every_answer_has_words_and_a_code_of_its_own() -> None:
    assert all(zh and en for zh, en in SAYS.values())
    assert list(OUTCOME_CODES.values()) == list(range(len(Outcome)))
    assert OUTCOME_CODES[Outcome.REPORTED_LOST] == 2


ENDS = {
    State.REPLACED: CardEnd.REPLACED,
    State.HANDED_IN: CardEnd.HANDED_IN,
    State.DESTROYED: CardEnd.DESTROYED,
    State.CANCELLED: CardEnd.CANCELLED,
}
DAYS = (20080306, 20100101, 20180305, 20180306, 20180307, 20300101)
days = st.sampled_from(DAYS)
spans = st.tuples(days, st.one_of(st.just(0), days)).filter(lambda span: not span[1] or span[0] <= span[1])
held = st.none() | st.lists(st.tuples(spans, st.sampled_from(State)), max_size=4)


def as_held(span: tuple[int, int], state: State) -> HeldCard:
    """The card as the law knows it."""
    return HeldCard(
        valid_from=day(span[0]),
        valid_to=text(span[1]),
        reported_lost=state is State.REPORTED_LOST,
        ended=ENDS.get(state, CardEnd.NONE),
        collected=state is not State.MADE,
    )


def day(yyyymmdd: int) -> date:
    return date(yyyymmdd // 10_000, yyyymmdd // 100 % 100, yyyymmdd % 100)


def text(yyyymmdd: int) -> str:
    return day(yyyymmdd).isoformat() if yyyymmdd else "long_term"


@settings(max_examples=2_000, deadline=None)
@given(held, spans, days, st.booleans(), st.booleans())
def test_node_and_law_give_the_same_answer(
    cards: list[tuple[tuple[int, int], State]] | None,
    span: tuple[int, int],
    today: int,
    name_matches: bool,
    given_dates: bool,
) -> None:
    # Nothing listed means to a node that nothing is on record; that no card exists, only the full register can say.
    known = tuple(as_held(*card) for card in cards) if cards else None
    presented = law.Presented(
        valid_from=text(span[0]) if given_dates else law.NOT_GIVEN,
        valid_to=text(span[1]) if given_dates else law.NOT_GIVEN,
        name_matches=None if known is None else name_matches,
    )
    node = ask(
        None if cards is None else tuple(CardState(*dates, state) for dates, state in cards),
        span if given_dates else (0, 0),
        NAME if name_matches else b"another!",
        pack_date(today),
    )
    assert node.value == law.answer(presented, known, day(today)).value


def test_node_has_no_answer_that_the_law_has_not() -> None:
    assert {outcome.value for outcome in SAYS} == {each.value for each in law.CardAnswer} - {"no_record"}
