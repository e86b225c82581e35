"""对象库: portraits, scans and papers by the SHA-256 of their content; a folder here, an S3 store in a large house."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Protocol

from django.conf import settings


class NoObjectError(LookupError):
    """There is no object of this digest, or its content is not what the digest says."""


class Store(Protocol):
    def put(self, content: bytes) -> str: ...
    def get(self, digest: str) -> bytes: ...
    def drop(self, digest: str) -> None: ...


class Folder:
    """Objects as files of mode 0600, two levels deep. A file appears whole or not at all; same content, same file."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes) -> str:
        """Keep the content; its digest, 64 hexadecimal digits."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{digest[:8]}.{secrets.token_hex(6)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The content, checked against its digest."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise NoObjectError("not a digest")
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise NoObjectError("no such object") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise NoObjectError("the object was altered")
        return content

    def drop(self, digest: str) -> None:
        """Let go of an object; one that is gone already is no error."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._root / digest[:2] / digest[2:4] / digest


def store() -> Store:
    """The store of this house."""
    return Folder(Path(settings.HOME) / "objects")


def put(content: bytes) -> str:
    return store().put(content)


def get(digest: str) -> bytes:
    return store().get(digest)


def drop(digest: str) -> None:
    """Only for what has an end by its own rule, such as records past their years: papers and portraits have none."""
    store().drop(digest)
