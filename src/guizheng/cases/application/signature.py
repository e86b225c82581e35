"""签发签名 A4: the server's Ed25519 signature over what was signed off; no card is made without it."""

import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


@lru_cache(maxsize=2)
def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _text(frozen: dict[str, Any]) -> bytes:
    return json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign(frozen: dict[str, Any]) -> str:
    """签名: base64 of the signature over the canonical JSON of the frozen data."""
    return base64.b64encode(_key(settings.SIGN_OFF_KEY).sign(_text(frozen))).decode()


def holds(frozen: dict[str, Any] | None, signature: str) -> bool:
    """验签: whether this is the server's signature over exactly this data."""
    if not frozen or not signature:
        return False
    try:
        _key(settings.SIGN_OFF_KEY).public_key().verify(base64.b64decode(signature), _text(frozen))
    except (InvalidSignature, ValueError):
        return False
    return True
