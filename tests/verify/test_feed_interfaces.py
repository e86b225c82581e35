"""B3: what the case plane and the nodes agree on: digests, the entry's bytes, the signed page."""

import base64
import io
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from guizheng.verify.digests import name_digest, new_unit_key, normal_name, person_digest, unit_key_digest
from guizheng.verify.entry import (
    BadEntryError,
    CardState,
    Entry,
    State,
    check_entry,
    decode_entry,
    decode_value,
    encode_entry,
    encode_value,
    pack_date,
    revision_of,
    unpack_date,
)
from guizheng.verify.page import SIGNATURE_HEADER, BadPageError, Kind, Row, encode_page, sign, verify_page
from guizheng.verify.publisher import keep_in, publisher_app
from guizheng.verify.unit_keys import Channel, UnitKey, decode_unit, encode_unit

KEY = bytes(range(32))
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(32))

dates = st.dates(min_value=date(1984, 1, 1)).map(lambda d: int(d.strftime("%Y%m%d")))
cards = st.builds(
    CardState,
    dates,
    st.one_of(st.just(0), dates),
    st.sampled_from(State),
    st.integers(min_value=0, max_value=2**32 - 1),
)
entries = st.builds(
    Entry,
    st.integers(0, 255),
    st.binary(min_size=16, max_size=16),
    st.integers(0, 2**48 - 1),
    st.binary(min_size=8, max_size=8),
    st.lists(cards, max_size=6).map(tuple),
)


def test_number_in_either_case_is_one_person() -> None:
    assert person_digest("11010119900307901x", KEY) == person_digest("11010119900307901X", KEY)
    assert len(person_digest("11010119900307901X", KEY)) == 16


def test_digest_depends_on_the_epoch_key() -> None:
    assert person_digest("11010119900307901X", KEY) != person_digest("11010119900307901X", bytes(32))


@pytest.mark.parametrize("spelt", ["阿依古丽・买买提", "阿依古丽•买买提", " 阿依古丽·买买提 ", "阿依古丽．买买提"])
def test_one_name_however_the_dot_is_typed(spelt: str) -> None:
    assert name_digest(spelt, KEY) == name_digest("阿依古丽·买买提", KEY)


def test_other_name_other_digest() -> None:
    assert name_digest("李秀英", KEY) != name_digest("李秀莹", KEY)
    assert normal_name("ＡＢＣ def") == "ABCDEF"


def test_unit_key_has_its_mark_and_a_digest() -> None:
    key = new_unit_key()
    assert key.startswith("gzk_")
    assert len(key) == 47
    assert len(unit_key_digest(key)) == 16
    assert key != new_unit_key()


@given(entries)
def test_entry_comes_back_as_it_went(entry: Entry) -> None:
    assert decode_entry(encode_entry(entry)) == entry
    check_entry(encode_entry(entry))
    assert decode_value(entry.person, encode_value(entry)) == entry
    assert revision_of(encode_value(entry)) == entry.revision
    assert len(encode_value(entry)) == 15 + 11 * len(entry.cards)


@given(dates, dates)
def test_packed_dates_sort_as_dates(one: int, other: int) -> None:
    assert unpack_date(pack_date(one)) == one
    assert (pack_date(one) < pack_date(other)) == (one < other)


@pytest.mark.parametrize("raw", [b"", bytes(30), bytes(16 + 15 + 5), bytes(16 + 15) + bytes(6) + b"\x07" + bytes(4)])
def test_bytes_that_are_no_entry_are_refused(raw: bytes) -> None:
    for read in (decode_entry, check_entry):
        with pytest.raises(BadEntryError):
            read(raw)


def test_digests_of_another_length_are_refused() -> None:
    with pytest.raises(BadEntryError):
        encode_entry(Entry(1, b"short", 1, bytes(8)))
    with pytest.raises(BadEntryError):
        encode_value(Entry(1, bytes(16), 1, b"short"))


def test_unit_key_comes_back_as_it_went() -> None:
    unit = UnitKey(bytes(16), "bank-0001", Channel.COMPANY, ("account_opening",), 100, False, 7)
    assert decode_unit(encode_unit(unit)) == unit


@pytest.mark.parametrize("purpose", ["", "开户", "a_purpose_that_is_too_long"])
def test_purpose_that_fits_no_record_is_refused(purpose: str) -> None:
    with pytest.raises(ValueError, match="purpose"):
        encode_unit(UnitKey(bytes(16), "u", Channel.COMPANY, (purpose,), 100, False, 7))


def page(after: int = 4, positions: tuple[int, ...] = (5, 8), head: int = 9) -> bytes:
    rows = tuple(Row(position, Kind.PERSON, b"payload") for position in positions)
    return encode_page(rows, after=after, head=head, as_of=1_000, epoch=1)


def test_signed_page_comes_back() -> None:
    body = page()
    got = verify_page(body, sign(body, SIGNER), SIGNER.public_key(), after=4)
    assert (got.first, got.last, got.head, got.as_of, got.epoch) == (5, 8, 9, 1_000, 1)
    assert [row.position for row in got.rows] == [5, 8]


def test_every_flipped_bit_is_refused() -> None:
    body = page()
    signature = sign(body, SIGNER)
    for bit in range(len(body) * 8):
        flipped = bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadPageError):
            verify_page(bytes(flipped), signature, SIGNER.public_key(), after=4)
    raw = base64.b64decode(signature)
    for bit in range(len(raw) * 8):
        forged = bytearray(raw)
        forged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadPageError):
            verify_page(body, base64.b64encode(forged).decode(), SIGNER.public_key(), after=4)


@pytest.mark.parametrize(
    "body",
    [page(after=3), page(positions=(8, 5)), page(positions=(4, 5)), page(positions=(5, 5)), page(head=7), b"\xc0"],
    ids=["another place", "falling", "already applied", "twice", "head behind", "not a page"],
)
def test_signed_page_out_of_place_is_refused(body: bytes) -> None:
    with pytest.raises(BadPageError):
        verify_page(body, sign(body, SIGNER), SIGNER.public_key(), after=4)


@pytest.mark.parametrize("signature", ["", "not base64!", "AAAA", "é"])
def test_signature_that_is_none_is_refused(signature: str) -> None:
    with pytest.raises(BadPageError):
        verify_page(page(), signature, SIGNER.public_key(), after=4)


class Ask:
    """The publisher's callable, asked without a server."""

    def __init__(self) -> None:
        self.rows = [Row(position, Kind.PERSON, bytes([position])) for position in (1, 2, 3)]
        self.waited: list[tuple[int, float]] = []
        self.received: dict[str, bytes] = {}
        self.app = publisher_app(
            lambda after, limit: ([row for row in self.rows if row.position > after][:limit], 3, 77),
            signer=SIGNER,
            admits=lambda token: token == "node",
            epoch=lambda: 2,
            wait=lambda after, seconds: self.waited.append((after, seconds)),
            receive=self.received.__setitem__,
        )

    def __call__(self, path: str, token: str = "node", query: str = "", body: bytes = b"") -> tuple[str, bytes, str]:
        said: list[tuple[str, dict[str, str]]] = []
        environ = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_AUTHORIZATION": f"Bearer {token}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        out = b"".join(self.app(environ, lambda status, headers: said.append((status, dict(headers)))))
        return said[0][0], out, said[0][1].get(SIGNATURE_HEADER, "")


def test_publisher_hands_out_what_follows() -> None:
    ask = Ask()
    status, body, signature = ask("/feed", query="after=1&limit=1&wait=5")
    got = verify_page(body, signature, SIGNER.public_key(), after=1)
    assert status == "200 OK"
    assert (got.last, got.head, got.as_of, got.epoch, got.rows[0].payload) == (2, 3, 77, 2, b"\x02")
    assert ask.waited == []


def test_publisher_waits_where_nothing_follows() -> None:
    ask = Ask()
    body, signature = ask("/feed", query="after=3&wait=5")[1:]
    got = verify_page(body, signature, SIGNER.public_key(), after=3)
    assert (got.rows, got.last, got.head) == ((), 3, 3)
    assert ask.waited == [(3, 5.0)]


def test_publisher_knows_its_nodes() -> None:
    ask = Ask()
    assert ask("/feed", token="other")[0] == "401 Unauthorized"
    assert ask("/records/ab", token="other", body=b"x")[0] == "401 Unauthorized"
    assert ask.received == {}


@pytest.mark.parametrize("query", ["after=x", "limit=x", "wait=x"])
def test_publisher_refuses_what_is_no_number(query: str) -> None:
    assert Ask()("/feed", query=query)[0] == "400 Bad Request"


def test_publisher_takes_a_segment() -> None:
    ask = Ask()
    assert ask("/records/ab12", body=b"segment")[0] == "204 No Content"
    assert ask.received == {"ab12": b"segment"}
    assert ask("/records/../ab12", body=b"segment")[0] == "400 Bad Request"
    assert ask("/nowhere")[0] == "404 Not Found"


def test_segments_are_kept_once_and_whole(tmp_path: Path) -> None:
    receive = keep_in(tmp_path / "questions")
    receive("ab12", b"first")
    receive("ab12", b"second")
    receive("cd34", b"other")
    kept = {path.name: path.read_bytes() for path in (tmp_path / "questions").iterdir()}
    assert kept == {"ab12.segment": b"first", "cd34.segment": b"other"}


def test_names_taken_as_they_are_have_no_other_spelling() -> None:
    for start in range(0x4E00, 0xA000, 64):
        name = "".join(map(chr, range(start, start + 64)))
        assert normal_name(name) == name
        assert normal_name(name + "\u00a0") == name, "by the long way"
