"""B3: the offline list: signed, short-lived, complete, and of one mind with the node."""

from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fake_feed import demo_number, number

from guizheng.verify import fuse
from guizheng.verify.digests import Digests
from guizheng.verify.entry import CardState, Entry, State, encode_value, pack_date
from guizheng.verify.offline import (
    BadListError,
    Delta,
    ListAnswer,
    OfflineChecker,
    card_key,
    make_list,
    seal,
)
from guizheng.verify.outcome import Outcome, decide
from guizheng.verify.question import Item

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = bytes(range(32))
NOON = 1_520_308_800
NAME = "李秀英"
RAIL = "train_boarding"


def card(count: int, valid_from: str = "2010-01-01", name: str = NAME) -> Item:
    return Item(demo_number(count), name, valid_from, "2030-01-01")


def checker(lost: list[Item], **altered: bytes) -> OfflineChecker:
    body, manifest = make_list((card_key(item, KEY) for item in lost), issue=7, at=NOON, purposes=(RAIL,), key=KEY)
    files = {"manifest": seal(manifest, SIGNER), "body": body, "key": KEY, **altered}
    return OfflineChecker(files["manifest"], files["body"], files["key"], SIGNER.public_key())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 100, 1_000, 30_000])
def test_filter_finds_every_key_and_little_else(count: int) -> None:
    random = Random(count)
    keys = [random.getrandbits(64) for _ in range(count)]
    made = fuse.decode(fuse.build(keys).encode())
    assert all(key in made for key in keys)
    assert sum(random.getrandbits(64) in made for _ in range(50_000)) < 20
    assert made.count == count


def test_filter_takes_little_room() -> None:
    random = Random(1)
    raw = fuse.build(random.getrandbits(64) for _ in range(200_000)).encode()
    assert len(raw) / 200_000 < 2.5


def test_same_keys_in_any_order_make_the_same_filter() -> None:
    keys = [Random(2).getrandbits(64) for _ in range(500)]
    assert fuse.build(keys).encode() == fuse.build([*reversed(keys), keys[0]]).encode()


@pytest.mark.parametrize("raw", [b"", b"GZFUSE16", fuse.build([1]).encode()[:-1], b"x" + fuse.build([1]).encode()[1:]])
def test_bytes_that_are_no_filter_are_refused(raw: bytes) -> None:
    with pytest.raises(fuse.BadFilterError):
        fuse.decode(raw)


def test_lost_card_hits_and_its_successor_is_clear() -> None:
    list_ = checker([card(1)])
    assert list_.check(card(1), RAIL, now=NOON) is ListAnswer.HIT
    assert list_.check(card(1, "2018-02-01"), RAIL, now=NOON) is ListAnswer.CLEAR
    assert list_.check(card(2), RAIL, now=NOON) is ListAnswer.CLEAR


def test_list_ends_after_a_day() -> None:
    list_ = checker([card(1)])
    assert list_.check(card(1), RAIL, now=NOON + 86_399) is ListAnswer.HIT
    assert list_.check(card(1), RAIL, now=NOON + 86_400) is ListAnswer.STALE
    assert list_.check(card(1), RAIL, now=NOON - 1) is ListAnswer.STALE


@pytest.mark.parametrize(
    ("item", "purpose"),
    [
        (card(1), "curiosity"),
        (Item(number(1), NAME), RAIL),
        (Item(number(1), NAME, "2010-01-01", None), RAIL),
        (Item("410105199003079010", NAME, "2010-01-01", "2030-01-01"), RAIL),
        (Item(number(1), "", "2010-01-01", "2030-01-01"), RAIL),
    ],
)
def test_what_cannot_be_asked_is_unknown(item: Item, purpose: str) -> None:
    assert checker([card(1)]).check(item, purpose, now=NOON) is ListAnswer.UNKNOWN


def test_deltas_add_and_remove_in_order_and_once() -> None:
    list_ = checker([card(1)])
    one = seal(Delta(7, 1, NOON + 60, (card_key(card(2), KEY),), ()), SIGNER)
    two = seal(Delta(7, 2, NOON + 120, (), (card_key(card(1), KEY), card_key(card(2), KEY))), SIGNER)
    three = seal(Delta(7, 3, NOON + 180, (card_key(card(1), KEY),), ()), SIGNER)
    with pytest.raises(BadListError, match="follow"):
        list_.take([two])
    list_.take([one, one])
    assert list_.check(card(2), RAIL, now=NOON) is ListAnswer.HIT
    list_.take([one, two])
    assert [list_.check(card(n), RAIL, now=NOON) for n in (1, 2)] == [ListAnswer.CLEAR, ListAnswer.CLEAR]
    list_.take([three])
    assert list_.check(card(1), RAIL, now=NOON) is ListAnswer.HIT
    assert (list_.deltas, list_.as_of) == (3, NOON + 180)
    with pytest.raises(BadListError, match="follow"):
        list_.take([seal(Delta(8, 4, NOON, (), ()), SIGNER)])


def test_what_was_altered_is_refused() -> None:
    body, manifest = make_list([1, 2, 3], issue=7, at=NOON, purposes=(RAIL,), key=KEY)
    sealed = seal(manifest, SIGNER)
    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadListError, match="signature"):
            OfflineChecker(bytes(flipped), body, KEY, SIGNER.public_key())
    with pytest.raises(BadListError, match="not the manifest's"):
        checker([card(1)], body=body)
    with pytest.raises(BadListError, match="another issue's key"):
        checker([card(1)], key=bytes(32))


def test_checker_agrees_with_the_node_on_random_cards() -> None:
    random, digests = Random(20180306), Digests(KEY)
    froms = ("2009-05-01", "2010-01-01", "2018-02-01")
    lost = {(random.randrange(400), random.choice(froms)) for _ in range(200)}
    list_ = checker([card(count, valid_from) for count, valid_from in sorted(lost)])
    hits = false = 0
    for _ in range(20_000):
        count, valid_from = random.randrange(400), random.choice(froms)
        states = tuple(
            CardState(int(each.replace("-", "")), 20300101, State.REPORTED_LOST if known else State.IN_FORCE)
            for each in froms
            if (known := (count, each) in lost) or True
        )
        value = encode_value(Entry(1, bytes(16), 1, digests.name(NAME), states))
        presented = (pack_date(int(valid_from.replace("-", ""))), pack_date(20300101))
        node = decide(value, digests.name(NAME), *presented, pack_date(20180306)) is Outcome.REPORTED_LOST
        listed = list_.check(card(count, valid_from), RAIL, now=NOON) is ListAnswer.HIT
        assert listed or not node, "a lost card is never clear"
        hits, false = hits + node, false + (listed and not node)
    assert hits > 1_000
    assert false < 10
