"""人像 GA 461: what is wrong with a photograph is told before it is kept."""

import io

import pytest
from PIL import Image

from guizheng.web import pictures


def jpeg(width: int, height: int, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", **more)
    return out.getvalue()


@pytest.mark.parametrize("progressive", [False, True])
def test_the_size_is_read_from_the_frame(progressive: bool) -> None:
    assert pictures.jpeg_size(jpeg(358, 441, progressive=progressive, dpi=(350, 350))) == (358, 441)


def test_a_fit_picture_has_no_fault() -> None:
    assert pictures.fault(jpeg(358, 441)) == ""


def test_another_size_is_told() -> None:
    assert "358×441" in pictures.fault(jpeg(441, 358))


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0\x00", b"<svg/>"])
def test_what_is_no_jpeg_is_told(content: bytes) -> None:
    assert "JPEG" in pictures.fault(content)


def test_too_large_a_file_is_told() -> None:
    assert "512 KB" in pictures.fault(bytes(pictures.MOST_BYTES + 1))
