"""Typed readers of the environment: every setting comes through one of these, with its default beside it."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise SystemExit(f"{name}: not a whole number: {value}") from None


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "yes", "true", "on", "0", "no", "false", "off"):
        return default if not value else value in ("1", "yes", "true", "on")
    raise SystemExit(f"{name}: yes or no, not: {value}")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of a few words; the first is the default."""
    value = text(name, among[0])
    if value not in among:
        raise SystemExit(f"{name}: one of {', '.join(among)}, not: {value}")
    return value


def folder(name: str, default: str) -> Path:
    return Path(text(name, default)).resolve()


def postgresql(url: str) -> dict[str, Any]:
    """A `postgresql://user:password@host:port/name?option=…` address as Django's settings, without options of ours."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise SystemExit("DATABASE_URL: postgresql://user:password@host:port/name, or leave it out for SQLite")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }
