"""状态流水页: a signed page of numbered changes, from the publisher to the nodes."""

import base64
from enum import StrEnum
from itertools import pairwise

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_HEADER = "X-Guizheng-Signature"


class Kind(StrEnum):
    """What a row carries. A canary is the entry of a synthetic person, by which freshness is measured."""

    PERSON = "person"
    UNIT = "unit"
    CANARY = "canary"


class Row(msgspec.Struct, frozen=True, array_like=True):
    position: int
    kind: Kind
    payload: bytes


class Page(msgspec.Struct, frozen=True, array_like=True):
    """Rows first..last of a feed that reaches to head; as_of is the publisher's clock in epoch milliseconds,
    read before head was. epoch names the digest key that questions are to be asked with from here on."""

    first: int
    last: int
    head: int
    as_of: int
    epoch: int
    rows: tuple[Row, ...]


class BadPageError(ValueError):
    """A page that can't be trusted: wrong signature, wrong place, or not a page."""


_decoder = msgspec.msgpack.Decoder(Page)


def encode_page(rows: tuple[Row, ...], *, after: int, head: int, as_of: int, epoch: int) -> bytes:
    """The page that follows position `after`. Positions rise; gaps are allowed; head is the last position there is."""
    last = rows[-1].position if rows else after
    return msgspec.msgpack.encode(Page(after + 1, last, head, as_of, epoch, rows))


def sign(body: bytes, key: Ed25519PrivateKey) -> str:
    """The detached signature as it stands in the header."""
    return base64.b64encode(key.sign(body)).decode()


def verify_page(body: bytes, signature: str, key: Ed25519PublicKey, *, after: int) -> Page:
    """The page, if the publisher signed exactly these bytes and they follow `after` without a step back."""
    try:
        key.verify(base64.b64decode(signature, validate=True), body)
        page = _decoder.decode(body)
    except (InvalidSignature, msgspec.DecodeError, ValueError) as error:
        raise BadPageError("page: signature or form") from error
    positions = [after, *(row.position for row in page.rows)]
    if page.first != after + 1 or any(b <= a for a, b in pairwise(positions)):
        raise BadPageError("page: out of place")
    if page.last != positions[-1] or page.head < page.last:
        raise BadPageError("page: its last row or the feed's head lies behind")
    return page
