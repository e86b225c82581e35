"""人像: the live photograph, checked before it is kept, and pictures as the pages show them."""

import struct
from typing import BinaryIO

from django.http import HttpResponse

from guizheng.gateways.population import Photograph
from guizheng.ledger import objects

WIDTH, HEIGHT, MOST_BYTES = 358, 441, 512 * 1024


def fault(content: bytes) -> str:
    """GA 461: what has to be mended in a live photograph, in 中文; empty when it may be kept."""
    if len(content) > MOST_BYTES:
        return "照片文件过大,应不超过 512 KB。"
    size = jpeg_size(content)
    if size is None:
        return "照片应为 JPEG 文件。"
    return "" if size == (WIDTH, HEIGHT) else "照片应为 358×441 像素,请重新拍摄或裁剪。"


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from a JPEG's frame header; None when it is no JPEG."""
    if content[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def keep(upload: BinaryIO) -> str:
    """Keep a picture in the object store; its digest."""
    return objects.put(upload.read())


def shown(picture: Photograph | None) -> HttpResponse:
    """A picture on a page; no picture is an empty frame."""
    if picture is None:
        return HttpResponse(EMPTY, content_type="image/svg+xml")
    return HttpResponse(picture.content, content_type=picture.media_type)


def kept(digest: str) -> HttpResponse:
    """A picture of the object store; a demo camera's is a drawing."""
    content = objects.get(digest)
    kind = "image/jpeg" if content[:2] == b"\xff\xd8" else "image/svg+xml"
    return HttpResponse(content, content_type=kind)


EMPTY = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="358" height="441"><rect width="358" height="441" fill="#eef1f6"/>'
    '<text x="179" y="228" text-anchor="middle" font-size="30" fill="#5d6a80">无照片</text></svg>'
).encode()
