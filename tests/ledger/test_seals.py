"""封存: the tree of RFC 9162 with the vectors published for it (and RFC 6962), signed roots, inclusion proofs."""

import hashlib

import pytest
from django.test import override_settings

from guizheng.ledger import events, seals, sequencer
from guizheng.ledger.events import Event
from guizheng.ledger.keys import new_id

from .hands import CLERK, NOON, later

# The eight leaves and the roots over the first n of them, as the reference code of Certificate Transparency has them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [seals.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def test_the_root_of_nothing():
    assert seals.merkle_root([]).hex() == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_of_the_published_vectors(size):
    assert seals.merkle_root(HASHES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("place", PATHS)
def test_paths_of_the_published_vectors(place):
    index, size = place
    assert [node.hex() for node in seals.inclusion_path(index, HASHES[:size])] == PATHS[place]


def test_every_path_of_every_size_leads_to_the_root_and_no_other_leaf_does():
    for size in range(1, 9):
        for index in range(size):
            path = seals.inclusion_path(index, HASHES[:size])
            assert seals.root_from_path(index, size, HASHES[index], path).hex() == ROOTS[size - 1]
            wrong = HASHES[(index + 1) % 8]
            assert seals.root_from_path(index, size, wrong, path).hex() != ROOTS[size - 1]


def test_a_path_of_the_wrong_length_is_refused():
    path = seals.inclusion_path(2, HASHES)
    for wrong in (path[:-1], [*path, path[0]]):
        with pytest.raises(ValueError, match="path"):
            seals.root_from_path(2, 8, HASHES[2], wrong)
    with pytest.raises(ValueError, match="leaf"):
        seals.root_from_path(8, 8, HASHES[0], path)


def events_numbered(count):
    for at in range(count):
        events.record(new_id(4101), "case", "step", by=CLERK, at=later(at))
    sequencer.number(1000, [], at=NOON)


@pytest.mark.django_db
@override_settings(PAPER_SIGNING_KEY=bytes(range(32)))
def test_a_seal_grows_from_the_one_before_and_proves_each_event():
    events_numbered(5)
    first = seals.seal(5, at=NOON)
    events_numbered(6)
    second = seals.seal(11, at=later())
    assert seals.seal(11, at=later()) is None
    assert seals.seal(12, at=later()) is None
    leaves = [seals.leaf_hash(bytes.fromhex(e.digest)) for e in Event.objects.order_by("position")]
    assert (first.root, second.root) == (seals.merkle_root(leaves[:5]).hex(), seals.merkle_root(leaves).hex())
    assert seals.holds(first)
    assert seals.holds(second)
    for event in Event.objects.all():
        assert seals.proof_holds(event, second, seals.proof(event, second))
    young = Event.objects.get(position=11)
    with pytest.raises(ValueError, match="younger"):
        seals.proof(young, first)


@pytest.mark.django_db
@override_settings(PAPER_SIGNING_KEY=bytes(range(32)))
def test_an_altered_seal_or_event_is_found():
    events_numbered(4)
    one = seals.seal(4, at=NOON)
    event = Event.objects.get(position=2)
    path = seals.proof(event, one)
    event.digest = "0" * 64
    assert not seals.proof_holds(event, one, path)
    one.at = later()
    assert not seals.holds(one)
