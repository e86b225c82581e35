"""冒用报告的事实 (B4): what was done with a card, whether it is proven, and by whom."""

from datetime import date

from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts
from guizheng.law.terms import Term


class MisuseAct(Term):
    USED = "used", "冒用他人证件", "used another's card"
    LENT = "lent", "出借出租转让", "lent, rented or passed on"
    BOUGHT = "bought", "购买", "bought"
    SOLD = "sold", "出售", "sold"
    FORGED = "forged", "伪造", "forged"
    ALTERED = "altered", "变造", "altered"
    OBTAINED_BY_FRAUD = "obtained_by_fraud", "骗领", "obtained by fraud"


class Duty(Term):
    TAKE_UP = "take_up", "受理并核查", "take the report up and look into it"
    KEEP_EVIDENCE = "keep_evidence", "留存核查记录和证据", "keep the records of who asked and what was answered"
    INFORM_HOLDER = "inform_holder", "告知持证人", "inform the holder"
    CONFISCATE = "confiscate", "收缴证件", "confiscate the card"
    HAND_ON = "hand_on", "移交处罚或立案", "hand on for penalty or prosecution"
    RECORD_BAR = "record_bar", "登记不良记录", "record the bar"


class MisuseFacts(Facts, frozen=True, kw_only=True):
    """冒用报告."""

    on: date | UnsetType = UNSET
    act: MisuseAct = MisuseAct.USED
    proven: bool | None = True
    actor_is_holder: bool | None = False
