"""核查回执: a signed answer that unit, holder and police can check later without asking the node (《意见》二(二)4).

A JWS in compact form, algorithm Ed25519 (RFC 9864). The card stands in it as a salted digest: whoever has the question
can prove that the receipt is about that card, whoever has only the receipt learns nothing of it.
"""

import base64
import json
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guizheng.verify.digests import normal_name
from guizheng.verify.question import Question
from guizheng.verify.settings import BadSettingError, read_secret

TYPE = "guizheng-receipt+jws"
SALT_BYTES = 16


class BadReceiptError(ValueError):
    """A receipt that was not signed by one of these keys, or is not about this card."""


class Receipt(msgspec.Struct, frozen=True):
    """What was asked and answered. at and as_of in ISO 8601; card and salt in hexadecimal."""

    unit: str
    purpose: str
    card: str
    salt: str
    answer: str
    at: str
    as_of: str
    position: int
    record: str


_decoder = msgspec.json.Decoder(Receipt, strict=True)


class Signer:
    """Signs with one key, named in each receipt by its fingerprint. About 66 us a signature: so only where asked."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key()
        head = {"alg": "Ed25519", "kid": key_id(self.public), "typ": TYPE}
        self._head = _b64(msgspec.json.encode(head)) + b"."

    def sign(self, receipt: Receipt) -> str:
        body = self._head + _b64(msgspec.json.encode(receipt))
        return (body + b"." + _b64(self._key.sign(body))).decode("ascii")


def read_signer(path: Path) -> Signer:
    """The signing key from its secret file: 64 hexadecimal digits."""
    try:
        return Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(read_secret(path).decode("ascii"))))
    except ValueError as error:
        raise BadSettingError(f"{path.name}: not an Ed25519 key") from error


def check_receipt(jws: str, keys: dict[str, Ed25519PublicKey], question: Question | None = None) -> Receipt:
    """The receipt, if one of `keys` (by key id) signed exactly this and, where a question is given, it is about it."""
    try:
        signed, signature = jws.encode("ascii").rsplit(b".", 1)
        head, body = signed.split(b".")
        named = json.loads(_un64(head))
        if named != {"alg": "Ed25519", "kid": named["kid"], "typ": TYPE}:
            raise BadReceiptError("receipt: another kind of signature")
        keys[named["kid"]].verify(_un64(signature), signed)
        receipt = _decoder.decode(_un64(body))
    except BadReceiptError:
        raise
    except (InvalidSignature, KeyError, TypeError, ValueError) as error:
        raise BadReceiptError("receipt: not signed by a known key") from error
    if question is not None and card_digest(question, bytes.fromhex(receipt.salt)) != receipt.card:
        raise BadReceiptError("receipt: about another card")
    return receipt


def card_digest(question: Question, salt: bytes) -> str:
    """SHA-256 over salt, number, normalised name, and the dates as asked."""
    asked = [question.id_number.upper(), normal_name(question.name), question.valid_from, question.valid_to]
    return sha256(salt + msgspec.json.encode(asked)).hexdigest()


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def key_id(key: Ed25519PublicKey) -> str:
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def key_set(keys: list[Ed25519PublicKey]) -> dict[str, Any]:
    """The keys as a JWK set, for the well-known address."""
    return {
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "alg": "Ed25519",
                "use": "sig",
                "kid": key_id(key),
                "x": _b64(key.public_bytes_raw()).decode("ascii"),
            }
            for key in keys
        ]
    }


def read_key_set(text: str | bytes) -> dict[str, Ed25519PublicKey]:
    """Keys by id, from a JWK set; the id is computed, never believed."""
    found = [Ed25519PublicKey.from_public_bytes(_un64(key["x"].encode())) for key in json.loads(text)["keys"]]
    return {key_id(key): key for key in found}


def _b64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _un64(text: bytes) -> bytes:
    """Strict: of the spellings of the same bytes only the one that was signed is taken."""
    raw = base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _b64(raw) != text:
        raise BadReceiptError("receipt: not base64url")
    return raw
