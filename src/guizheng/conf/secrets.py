"""Secrets live in files of mode 0600: made on first run in the demo, brought by the operator in production."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def read(path: Path, *, make: bool) -> bytes:
    """The secret in a file; made once if it may be, else empty (the start-up checks name every empty one)."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _made(path) if make else b""


def _made(path: Path) -> bytes:
    """Two processes that start together must agree: the whole file appears at once, and the first one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES).hex().encode())
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def key(path: Path, *, make: bool) -> bytes:
    """The 32 bytes that a secret file holds as 64 hexadecimal digits; empty when there is none."""
    content = read(path, make=make).strip()
    try:
        value = bytes.fromhex(content.decode())
    except ValueError:
        raise SystemExit(f"{path.name}: a key file holds 64 hexadecimal digits") from None
    if value and len(value) != KEY_BYTES:
        raise SystemExit(f"{path.name}: a key file holds 64 hexadecimal digits")
    return value
