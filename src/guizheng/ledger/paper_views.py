"""版面: a paper's content as the template takes it: dates in words, boxes ticked or not, codes by name."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from guizheng.law.terms import Cause, Evidence, Paper, Request, StayGround, Term
from guizheng.ledger import codes

LOSS_EVENTS = {"lost": "丢失", "stolen": "被盗"}


def day(text: str) -> str:
    """2026-11-23 -> 2026年11月23日; empty stays empty, text that is no date stays as it is."""
    try:
        value = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{value.year}年{value.month}月{value.day}日"


def moment(text: str) -> str:
    """2026-11-23 10:05 or an ISO moment -> 2026年11月23日10时05分."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return text
    return day(text) if len(text) <= 10 else f"{day(text)}{value.hour}时{value.minute:02d}分"


def ticks(options: Iterable[Term], chosen: Iterable[str]) -> list[dict[str, Any]]:
    """Boxes in the order of the form, each with its label and whether it is ticked."""
    taken = set(chosen)
    return [{"label": option.zh, "on": option.value in taken} for option in options]


def amount_in_words(amount: str) -> str:
    """金额大写 of whole yuan below a hundred thousand, with jiao and fen where there are any: 40.00 -> 肆拾元整."""
    digits, units = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟", "万")
    whole, _, cents = amount.partition(".")
    words, gap = "", False
    for place, figure in zip(range(len(whole) - 1, -1, -1), whole, strict=True):
        if figure == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + digits[int(figure)] + units[place]
        gap = False
    small = "".join(
        digits[int(figure)] + unit for figure, unit in zip(f"{cents:0<2}"[:2], "角分", strict=True) if figure != "0"
    )
    return f"{words or '零'}元{small or '整'}"


def view(content: dict[str, Any]) -> dict[str, Any]:
    """The content with its dates in words and its boxes; what a kind does not say is not there."""
    shown = dict(content)
    for key in ("accepted_on", "filed_on", "birth_date", "due", "lost_on"):
        if key in shown:
            shown[key] = day(shown[key])
    for key in ("filed_at", "reported_at", "paid_at"):
        if key in shown:
            shown[key] = moment(shown[key])
    if "request" in shown:
        shown["request_boxes"] = ticks(Request, [shown["request"]])
        shown["request"] = Request(shown["request"]).zh
    if "cause" in shown:
        shown["cause_boxes"] = ticks((one for one in Cause if one is not Cause.NONE), [shown["cause"]])
    if "stay_ground" in shown:
        shown["stay_boxes"] = ticks((one for one in StayGround if one is not StayGround.NONE), [shown["stay_ground"]])
        shown["evidence_boxes"] = ticks(Evidence, shown["evidence"])
        shown["paper_boxes"] = ticks(Paper, shown["papers"])
    if "event" in shown:
        shown["event_boxes"] = [
            {"label": name, "on": shown["event"] in (code, name)} for code, name in LOSS_EVENTS.items()
        ]
        shown["event"] = LOSS_EVENTS.get(shown["event"], shown["event"])
    if "amount" in shown:
        shown["amount_words"] = amount_in_words(shown["amount"])
    for key, name in (("sex", codes.sex), ("ethnicity", codes.ethnicity)):
        if key in shown:
            shown[key] = name(shown[key])
    if "fingers" in shown:
        shown["fingers"] = [codes.finger(one) for one in shown["fingers"]]
    for key in ("items", "grounds"):
        if key in shown:
            shown[key] = [_item(one) for one in shown[key]]
    if "cards" in shown:
        shown["cards"] = [_card(one) for one in shown["cards"]]
    if shown.get("old_card"):
        shown["old_card"] = _card(shown["old_card"])
    return shown


def _item(one: dict[str, Any]) -> dict[str, Any]:
    named = [Paper(code).zh if code in set(Paper) else Evidence(code).zh for code in one["any_of"]]
    return {**one, "any_of": named}


def _card(one: dict[str, Any]) -> dict[str, Any]:
    dotted = one["valid_from"].replace("-", "."), (one["valid_to"] or "长期").replace("-", ".")
    return {**one, "dates": f"{dotted[0]}—{dotted[1]}"}
