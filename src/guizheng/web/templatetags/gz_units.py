"""What the portal of units and the desks over them say besides: answers of the verification service, in words."""

from django import template

from guizheng.cases.misuse.oversight import Stage
from guizheng.ledger import papers
from guizheng.web import words

register = template.Library()
ANSWERS = {
    "clear": "无挂失或失效记录",
    "reported_lost": "证件已挂失",
    "no_longer_valid": "证件已失效",
    "expired": "已过有效期",
    "mismatch": "信息不一致",
    "state_not_checked": "未核查证件状态",
    "refused_key": "未答复:密钥已吊销",
    "refused_purpose": "未答复:用途未获准",
    "refused_question": "未答复:请求有误",
    "refused_stale": "未答复:数据过旧",
}
FOLLOWED = {"misuse": "已报告冒用", "explained": "已说明不报告的理由"}


@register.filter
def inspection_stage(code: str) -> str:
    """Where an inspection stands."""
    stage = Stage(code)
    return words.chosen(stage.zh, stage.en)


OVERSIGHT_EN = {
    "inspection_record": "Record of inspection",
    "rectification_notice": "Notice to rectify",
    "reinspection_record": "Record of re-inspection",
    "referral_letter": "Letter of referral",
    "evidence_pack": "Evidence of questions asked",
}


@register.filter
def oversight_paper(kind: str) -> str:
    """The name of a paper of supervision."""
    return words.chosen(papers.title(kind), OVERSIGHT_EN[kind])


@register.filter
def followed(code: str) -> str:
    """What a unit did about a hit."""
    return words.say(FOLLOWED.get(code, code))


@register.filter
def card_answer(code: str) -> str:
    """What the service answered, in words."""
    return words.say(ANSWERS.get(str(code), str(code)))
