"""What must hold at start-up. Production is the same code with other settings, and refuses to start on a simulator."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

Messages = list[CheckMessage]
TAG = "guizheng"
SECRETS = (
    "SECRET_KEY",
    "ID_INDEX_KEY",
    "ID_CODEC_KEY",
    "DIGEST_KEY",
    "FEED_SIGNING_KEY",
    "PAPER_SIGNING_KEY",
    "SIGN_OFF_KEY",
    "NODE_TOKEN",
)


def production_only(check: Callable[[], Iterator[CheckMessage]]) -> Callable[..., Messages]:
    def run(app_configs: Any = None, **kwargs: Any) -> Messages:
        return [] if settings.DEMO else list(check())

    return run


@production_only
def secrets_are_there() -> Iterator[CheckMessage]:
    for name in SECRETS:
        if not getattr(settings, name):
            yield Error(f"{name}: its file is missing in GUIZHENG_SECRETS", id="guizheng.E001")


@production_only
def no_simulator() -> Iterator[CheckMessage]:
    for name, url in settings.GATEWAYS.items():
        if not url:
            yield Error(f"gateway {name}: GUIZHENG_GATEWAY_{name.upper()} is not set", id="guizheng.E002")
        elif not url.startswith("https://"):
            yield Error(f"gateway {name}: a real system is spoken to over https, not a simulator", id="guizheng.E003")
    if settings.SIMULATORS_URL:
        yield Error("GUIZHENG_SIMULATORS_URL is set: simulators belong to the demo", id="guizheng.E004")


@production_only
def nothing_of_the_workshop() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error("GUIZHENG_DEBUG is on", id="guizheng.E005")
    if settings.ID_CODEC == "identity":
        yield Error("GUIZHENG_ID_CODEC: ID numbers would stand in clear text", id="guizheng.E006")


def no_demo_officer(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> Messages:
    """Demo log-ins have published passwords: production must not know one of them."""
    if settings.DEMO or not databases or "default" not in databases:
        return []
    from guizheng.conf.house import demo_officers

    count = demo_officers()
    return [Error(f"{count} demo officers can log in", id="guizheng.E007")] if count else []


def register_all() -> None:
    for check in (secrets_are_there, no_simulator, nothing_of_the_workshop):
        register(check, TAG)
    register(no_demo_officer, TAG, "database")
