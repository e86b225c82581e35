"""The chip's text block, byte for byte."""

from datetime import date

import pytest

from guizheng.gateways.chip import ChipError, ChipText, parse_text_block, text_block

LI = ChipText(
    name="李晓",
    sex="2",
    ethnicity="01",
    birth=date(1990, 3, 7),
    address="河南省郑州市金水区经三路1号",
    id_number="410105199003079027",
    issuer="郑州市公安局金水分局",
    valid_from=date(2016, 3, 7),
    valid_to=None,
)


def block_by_hand() -> bytes:
    """Built from the published offsets, by nothing of ours."""
    block = bytearray(" ".encode("utf-16-le") * 128)
    for first, text in (
        (0, "李晓"),
        (30, "2"),
        (32, "01"),
        (36, "19900307"),
        (52, "河南省郑州市金水区经三路1号"),
        (122, "410105199003079027"),
        (158, "郑州市公安局金水分局"),
        (188, "20160307"),
        (204, "长期"),
    ):
        encoded = text.encode("utf-16-le")
        block[first : first + len(encoded)] = encoded
    return bytes(block)


def test_a_block_is_read_at_the_published_offsets() -> None:
    assert parse_text_block(block_by_hand()) == LI


def test_a_block_is_written_as_it_is_read() -> None:
    assert text_block(LI) == block_by_hand()


def test_a_term_has_an_end() -> None:
    block = text_block(LI)[:204] + "20360307".encode("utf-16-le") + text_block(LI)[220:]
    assert parse_text_block(block).valid_to == date(2036, 3, 7)


def test_what_does_not_fit_is_cut_at_a_whole_character() -> None:
    long = "阿" * 20
    block = text_block(ChipText(**{**{name: getattr(LI, name) for name in ChipText.__slots__}, "name": long}))
    assert len(block) == 256
    assert parse_text_block(block).name == "阿" * 15


@pytest.mark.parametrize("length", [0, 255, 257])
def test_another_length_is_no_block(length: int) -> None:
    with pytest.raises(ChipError, match="text block"):
        parse_text_block(bytes(length))


@pytest.mark.parametrize(("first", "field"), [(36, "birth"), (188, "valid_from"), (204, "valid_to")])
def test_an_impossible_date_names_its_field_and_not_its_content(first: int, field: str) -> None:
    block = bytearray(block_by_hand())
    block[first : first + 16] = "20160231".encode("utf-16-le")
    with pytest.raises(ChipError, match=rf"^{field}: not a date$"):
        parse_text_block(bytes(block))


def test_half_a_surrogate_is_no_text() -> None:
    block = bytearray(block_by_hand())
    block[0:2] = b"\x00\xd8"
    with pytest.raises(ChipError, match=r"^name: not UTF-16$"):
        parse_text_block(bytes(block))
