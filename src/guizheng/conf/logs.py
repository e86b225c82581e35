"""Logs: one line an entry, and whatever looks like an ID number is masked before it is written."""

import logging
import re
from typing import Any

ID_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{8}\d{3}[\dXx](?!\d)")


def masked(text: str) -> str:
    """The text with every 18-digit number cut to its division."""
    return ID_NUMBER.sub(r"\1************", text)


class MaskingFormatter(logging.Formatter):
    """The last hand on every line, traceback included: no caller has to remember it."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


def configuration(*, debug: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error through the masking formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "guizheng.conf.logs.MaskingFormatter",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "DEBUG" if debug else "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "axes": {"level": "ERROR"},
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
        },
    }
