"""通知: a short message or a mail. The text carries no ID number; the key makes a repeat one message."""

from dataclasses import dataclass
from typing import Literal, Protocol

from guizheng.gateways.answers import Unknown
from guizheng.gateways.line import Line

Channel = Literal["sms", "mail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    key: str
    accepted: bool


class Notice(Protocol):
    def send(self, key: str, channel: Channel, to: str, text: str) -> Sent | Unknown: ...


class HttpNotice:
    def __init__(self, url: str) -> None:
        self.line = Line("notice", url)

    def send(self, key: str, channel: Channel, to: str, text: str) -> Sent | Unknown:
        """Hand a message over for delivery; not accepted: the address can't be reached."""
        return self.line.write("send", {"key": key, "channel": channel, "to": to, "text": text}, Sent)
