"""号码保护: how an ID number stands in the database: a keyed index that finds, and a sealed column that tells.

Which codec seals is a setting: `identity` in the demo, `aes-gcm` elsewhere. Each sealed text names its codec, so that a
change of the setting needs no change of what is stored.
"""

import base64
import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_ASSOCIATED = b"guizheng id number"


def index_of(id_number: str) -> str:
    """号码索引 G2: keyed BLAKE2b of the number, 32 hexadecimal digits; x and X are one number."""
    digest = blake2b(id_number.upper().encode(), digest_size=16, key=settings.ID_INDEX_KEY, person=b"gz-index")
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _seal_aes(text: str) -> str:
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher(settings.ID_CODEC_KEY).encrypt(nonce, text.encode(), _ASSOCIATED)
    return base64.b64encode(sealed).decode()


def _open_aes(text: str) -> str:
    raw = base64.b64decode(text)
    return _cipher(settings.ID_CODEC_KEY).decrypt(raw[:_NONCE], raw[_NONCE:], _ASSOCIATED).decode()


_CODECS: dict[str, tuple[str, Callable[[str], str], Callable[[str], str]]] = {
    "identity": ("i", str, str),
    "aes-gcm": ("a", _seal_aes, _open_aes),
}
_OPENERS = {mark: opener for mark, _, opener in _CODECS.values()}


def seal(text: str) -> str:
    """封存号码 G2: the text as the codec of the setting writes it."""
    mark, sealer, _ = _CODECS[settings.ID_CODEC]
    return f"{mark}:{sealer(text)}"


def unseal(sealed: str) -> str:
    """The text again, by the codec that its first letter names."""
    mark, _, body = sealed.partition(":")
    return _OPENERS[mark](body)
