"""The keyed digests by which the verification plane knows persons, names and unit keys (《意见》二(二)3).

The plane holds neither numbers nor names. Whoever holds the file and the epoch key could try all numbers, so the key
is read from a secret file of its own and never lies beside the data.
"""

import base64
import re
import secrets
import unicodedata
from hashlib import blake2b

PERSON_BYTES = 16
NAME_BYTES = 8
UNIT_KEY_BYTES = 16
EPOCH_KEY_BYTES = 32
UNIT_KEY_PREFIX = "gzk_"

# Registers write the dot inside a name (阿依古丽·买买提) with several code points; readers of cards give yet others.
_ONE_DOT = str.maketrans(dict.fromkeys("•‧∙⋅・･．.", "·"))
# Most names: nothing in this block has another spelling.
_ALREADY = re.compile("[\u4e00-\u9fff]*").fullmatch


def person_digest(id_number: str, key: bytes) -> bytes:
    """公民身份号码摘要: 16 bytes; x and X are the same number."""
    return blake2b(id_number.upper().encode(), digest_size=PERSON_BYTES, key=key, person=b"gz-person").digest()


def name_digest(name: str, key: bytes) -> bytes:
    """姓名摘要: 8 bytes over the normalised name."""
    return blake2b(normal_name(name).encode(), digest_size=NAME_BYTES, key=key, person=b"gz-name").digest()


def normal_name(name: str) -> str:
    """One spelling for what keyboards and readers spell differently: width, blanks, the middle dot, letter case."""
    if _ALREADY(name):
        return name
    return "".join(unicodedata.normalize("NFKC", name).translate(_ONE_DOT).split()).upper()


class Digests:
    """Both digests under one epoch key, its schedule prepared once: for those who ask without end."""

    def __init__(self, key: bytes) -> None:
        self._person = blake2b(digest_size=PERSON_BYTES, key=key, person=b"gz-person").copy
        self._name = blake2b(digest_size=NAME_BYTES, key=key, person=b"gz-name").copy

    def person(self, id_number: str) -> bytes:
        """As person_digest, of a number already in upper case."""
        digest = self._person()
        digest.update(id_number.encode())
        return digest.digest()

    def name(self, name: str) -> bytes:
        digest = self._name()
        digest.update(normal_name(name).encode())
        return digest.digest()


def unit_key_digest(unit_key: str) -> bytes:
    """The stored form of a unit's key. The key is 32 random bytes, so a plain digest can't be guessed back."""
    return blake2b(unit_key.encode(), digest_size=UNIT_KEY_BYTES, person=b"gz-unit").digest()


def new_unit_key() -> str:
    """A fresh key for a relying unit, to be shown once."""
    return UNIT_KEY_PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()


def new_epoch_key() -> bytes:
    return secrets.token_bytes(EPOCH_KEY_BYTES)
