"""One node's settings, from the command line and the environment (GUIZHENG_VERIFY_…); secrets come from files."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from guizheng.verify.digests import EPOCH_KEY_BYTES

PREFIX = "GUIZHENG_VERIFY_"


class BadSettingError(ValueError):
    """A setting this node can't start with."""


@dataclass(frozen=True)
class NodeSettings:
    """data: the node's own folder. keys: a folder of epoch-N.key, never inside data. token: this node's bearer token
    at the publisher. publisher_key: the publisher's Ed25519 public key. receipt_key: the secret file of the key that
    signs receipts; without it the node issues none. Seconds and bytes as the names say."""

    data: Path
    keys: Path
    token: Path
    publisher: str
    publisher_key: Path
    receipt_key: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8090
    workers: int = 1
    stale_seconds: float = 30.0
    wait_seconds: float = 5.0
    rebuild_over: int = 200_000
    map_bytes: int = 16 << 30
    segment_bytes: int = 8 << 20
    segment_seconds: float = 10.0
    most_segments: int = 256


def read_settings(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> NodeSettings:
    """Options beat the environment; anything missing or unsafe is a BadSettingError that names the setting."""
    parser = argparse.ArgumentParser(prog="guizheng verify-node", description="核查节点: answers from a local file")
    for name, kind in {**NodeSettings.__annotations__, "receipt_key": Path}.items():
        default = environ.get(PREFIX + name.upper(), getattr(NodeSettings, name, None))
        needed = default is None and name != "receipt_key"
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=default, required=needed, dest=name)
    settings = NodeSettings(**vars(parser.parse_args(list(argv))))
    _check(settings)
    return settings


def _check(settings: NodeSettings) -> None:
    data = settings.data.resolve()
    for name in ("keys", "token", "receipt_key"):
        path = getattr(settings, name)
        if path is not None and path.resolve().is_relative_to(data):
            raise BadSettingError(f"{name}: a secret never lies beside the data it protects")
    if settings.segment_bytes < 4096:
        raise BadSettingError("segment_bytes: at least 4096")


def read_secret(path: Path) -> bytes:
    """The bytes of a secret file, which nobody but its owner may read."""
    if path.stat().st_mode & 0o077:
        raise BadSettingError(f"{path.name}: must be readable by its owner alone (0600)")
    return path.read_bytes().strip()


def read_epoch_key(folder: Path, epoch: int) -> bytes:
    """The digest key of an epoch: 64 hexadecimal digits."""
    try:
        key = bytes.fromhex(read_secret(folder / f"epoch-{epoch}.key").decode("ascii"))
    except FileNotFoundError:
        raise BadSettingError(f"epoch-{epoch}.key: missing") from None
    except ValueError as error:
        raise BadSettingError(f"epoch-{epoch}.key: unreadable") from error
    if len(key) != EPOCH_KEY_BYTES:
        raise BadSettingError(f"epoch-{epoch}.key: not {EPOCH_KEY_BYTES} bytes")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The publisher's Ed25519 public key: 64 hexadecimal digits."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(path.read_text("ascii").strip()))
