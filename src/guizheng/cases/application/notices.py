"""通知 A4 G2: a short word to the applicant at each stage, after the commit, with no personal data beyond need."""

from datetime import datetime

from guizheng.cases.spine import Case
from guizheng.ledger import jobs

TEXTS: dict[str, tuple[str, str]] = {
    "accepted": (
        "您的居民身份证申请已受理,受理号{number},办理期限至{due}。",
        "Your identity card application is accepted, number {number}; due by {due}.",
    ),
    "signed": (
        "您的申请{number}已由户籍地公安机关签发,正在制证。",
        "Your application {number} is signed off; the card is being made.",
    ),
    "declined": (
        "您的申请{number}户籍地公安机关未予签发,请到受理点了解理由并办理退费。",
        "Your application {number} was not signed off; the acceptance point tells you why and refunds the fee.",
    ),
    "ready": (
        "您的居民身份证已到受理点,请本人凭领证回执领取。受理号{number}。",
        "Your identity card lies at the acceptance point; collect it in person with the receipt. Number {number}.",
    ),
    "extended": (
        "您的申请{number}办理期限延长至{due}。",
        "The term of your application {number} is extended to {due}.",
    ),
    "reminder": (
        "您的居民身份证已制好,请本人尽快到受理点领取。受理号{number}。",
        "Your identity card is ready; please collect it at the acceptance point. Number {number}.",
    ),
}


def send(case: Case, what: str, at: datetime, again: str = "") -> None:
    """Put a notice in the outbox, in the transaction of the act; the worker sends it, once an act."""
    unique = f"notice:{case.id}:{what}:{again or case.version}"
    jobs.enqueue("send_notice", {"case": str(case.id), "what": what, "key": unique}, run_at=at, unique=unique)


def text(case: Case, what: str) -> str:
    """The words of a notice: the number of the case and its limit, nothing of the person."""
    return TEXTS[what][0].format(number=case.number, due=case.due or "")
