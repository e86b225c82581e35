"""What templates say: sentences in two languages, labels of the law's words, dates, money, masked names."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from guizheng.cases.application import drafts
from guizheng.cases.loss import visits
from guizheng.law.clauses import CLAUSES
from guizheng.law.procedure import TABLES, Issued, Post, Stage
from guizheng.law.terms import Cause, Evidence, Outcome, Paper, Request, Status, StayGround
from guizheng.ledger import codes
from guizheng.registers import cards, persons
from guizheng.web import words
from guizheng.web.codes import BARRED_ACTS, CARD_STATES, ETHNICITIES_EN, FINGERS, HAPPENED, SUM_LINES, SYSTEMS

register = template.Library()
EVENTS = {row.event: row.act for rows in TABLES.values() for row in rows}


@register.simple_tag
def say(text: str, **values: object) -> str:
    """{% say "第 {n} 天" n=3 %}"""
    return words.say(text, **values)


@register.filter
def said(text: object) -> str:
    """A label that comes from Python, in the language of this response."""
    return words.say(str(text)) if text else ""


@register.filter
def label(word: Any) -> str:
    """A word of the law, by its own labels; text that is no such word stands as it is."""
    if hasattr(word, "zh"):
        return words.chosen(word.zh, word.en)
    return words.typeset(str(word or ""))


@register.filter
def day(value: date | datetime | str | None) -> str:
    """2026-11-23; 长期 for a card without end."""
    if not value:
        return ""
    if value == "long_term":
        return words.say("长期")
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value if isinstance(value, str) else value.isoformat()


@register.filter
def until(value: date | None) -> str:
    """The end of a card: a date, or 长期."""
    return words.say("长期") if value is None else value.isoformat()


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-23 14:05:09, Asia/Shanghai."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else ""


@register.filter
def cite(key: str) -> str:
    """The citation of a clause by its key: A3 -> 《意见》二(一)3."""
    clause = CLAUSES.get(key)
    return words.typeset(clause.citation) if clause else key


@register.filter
def percent(part: int, whole: int) -> int:
    """How much of the whole has gone, 0..100."""
    return max(0, min(100, round(100 * part / whole))) if whole else 0


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def holds(field: Any, value: Any) -> bool:
    """Whether a choice is chosen in this field, as bound or as initial."""
    held = field.value()
    if isinstance(held, list | tuple | set):
        return str(value) in {str(one) for one in held}
    return str("" if held is None else held) == str(value)


@register.filter
def post(code: str) -> str:
    """The label of a post by its code; the system's own hand has none."""
    return label(Post(code) if code in set(Post) else Post.MACHINE)


@register.filter
def stage(code: str) -> str:
    """The label of a stage by its code."""
    return label(Stage(code))


@register.filter
def issued(code: str) -> str:
    """The name of an issued paper by its kind; the till's own paper is no paper of a move."""
    return label(Issued(code)) if code in set(Issued) else words.say(HAPPENED.get(code, code))


@register.filter
def outcome(code: str) -> str:
    """The label of a ruling's outcome."""
    return label(Outcome(code)) if code in set(Outcome) else code


@register.filter
def status(code: str) -> str:
    return label(Status(code)) if code in set(Status) else code


@register.filter
def sex(code: str) -> str:
    return words.say({"1": "男", "2": "女"}.get(code, "未说明"))


@register.filter
def ethnicity(code: str) -> str:
    """The name of an ethnic group by its GB/T 3304 code."""
    return ETHNICITIES_EN.get(code, code) if words.lang() == "en" else codes.ethnicity(code)


@register.filter
def differs(seen: Any, item: str) -> bool:
    """Whether what the applicant said differs from the register in this item."""
    return any(one.item == item for one in seen.differences)


@register.filter
def item(code: str) -> str:
    return words.say({"name": "姓名", "address": "户籍地址"}.get(code, code))


@register.filter
def system(code: str) -> str:
    """The name of an outside system."""
    return words.say(SYSTEMS.get(code, code))


@register.filter
def barred_act(code: str) -> str:
    return words.say(BARRED_ACTS.get(code, code))


@register.filter
def in_lang(answer: Any) -> dict[str, Any]:
    """A ruling in the language of this response: an Answer, or the view that was frozen."""
    if hasattr(answer, "view"):
        return dict(answer.view(words.lang()))
    return dict(answer or {})


@register.filter
def draft_number(draft: Any) -> str:
    """The ID number of a draft, masked."""
    return persons.masked_number(drafts.number_of(draft))


@register.filter
def visit_number(visit: Any) -> str:
    """The ID number of a visit to the loss counter, masked."""
    return persons.masked_number(visits.number_of(visit))


@register.filter
def finger(code: str) -> str:
    """The name of a finger by its code."""
    return words.say(FINGERS.get(code, codes.finger(code)))


@register.filter
def minus(number: int) -> int:
    return -number


@register.filter
def mask_name(name: str) -> str:
    return persons.masked_name(name)


@register.filter
def sum_line(code: str) -> str:
    """What a line of the clock's sum is."""
    return words.say(SUM_LINES.get(code, code))


@register.filter
def remark(code: str) -> str:
    return words.say({"send_back": "退回", "mend": "补正", "decline": "不予签发"}.get(code, code))


@register.filter
def happened(code: str) -> str:
    """What an event says happened: an act of the table, or one of the till and the registers."""
    return label(EVENTS[code]) if code in EVENTS else words.say(HAPPENED.get(code, code))


@register.filter
def means(code: str) -> str:
    """How money was paid."""
    return words.say({"cash": "现金", "card": "刷卡", "code": "扫码"}.get(code, code))


@register.filter
def money_kind(code: str) -> str:
    """What became of the money: taken, cancelled, refunded."""
    return words.say({"taken": "收取", "cancelled": "作废", "refunded": "退费"}.get(code, code))


@register.filter
def request_kind(code: str) -> str:
    return label(Request(code)) if code else ""


@register.filter
def cause(code: str) -> str:
    return label(Cause(code)) if code else ""


@register.filter
def paper_kind(code: str) -> str:
    return label(Paper(code))


@register.filter
def evidence_kind(code: str) -> str:
    return label(Evidence(code))


@register.filter
def stay(code: str) -> str:
    return label(StayGround(code)) if code else ""


@register.filter
def card_state(card: Any) -> str:
    """The state of a card, in words."""
    return words.say(CARD_STATES[cards.state(card)])


@register.filter
def zh(text: str) -> str:
    """Text of the law or of an officer, with the marks of Chinese print."""
    return words.typeset(text or "")


@register.filter
def both(says: Any) -> str:
    """A sentence that comes in both languages."""
    return words.chosen(says.zh, says.en)


@register.filter
def authority(one: Any) -> str:
    """The name of an authority, English where it has one."""
    if one is None:
        return ""
    return str(one.name_en or one.name) if words.lang() == "en" else str(one.name)
