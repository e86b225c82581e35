"""收费 A7: the treasury's collection system. Takes a fee, gives one back, and lists a day's takings to reconcile."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from guizheng.gateways.answers import Unknown
from guizheng.gateways.line import Line

Means = Literal["cash", "card", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceipt:
    """The movement under `key`: its receipt number, or not accepted and why. Amounts in yuan with two places."""

    key: str
    accepted: bool
    receipt: str = ""
    amount: Decimal = Decimal("0.00")
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """One movement of a day: a refund has a negative amount."""

    key: str
    receipt: str
    amount: Decimal
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    movements: tuple[Taking, ...]


class Payment(Protocol):
    def pay(self, key: str, amount: Decimal, authority: str, means: Means, on: date) -> PaymentReceipt | Unknown: ...

    def refund(self, key: str, of: str, amount: Decimal, on: date) -> PaymentReceipt | Unknown: ...

    def takings(self, authority: str, on: date) -> tuple[Taking, ...] | Unknown: ...


class HttpPayment:
    def __init__(self, url: str) -> None:
        self.line = Line("payment", url)

    def pay(self, key: str, amount: Decimal, authority: str, means: Means, on: date) -> PaymentReceipt | Unknown:
        """Take a fee for the authority that accepts; the same key is the same payment."""
        asked = {"key": key, "amount": amount, "authority": authority, "means": means, "on": on}
        return self.line.write("pay", asked, PaymentReceipt)

    def refund(self, key: str, of: str, amount: Decimal, on: date) -> PaymentReceipt | Unknown:
        """Give back (part of) the payment `of`, never more than was paid."""
        return self.line.write("refund", {"key": key, "of": of, "amount": amount, "on": on}, PaymentReceipt)

    def takings(self, authority: str, on: date) -> tuple[Taking, ...] | Unknown:
        """Every movement of an authority on a day."""
        heard = self.line.read("takings", {"authority": authority, "on": on}, Takings)
        return heard if isinstance(heard, Unknown) else heard.movements
