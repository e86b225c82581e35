"""招领的事实: what decides where a found card goes, and whether it is given back (C1 C2 C3)."""

from datetime import date

from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts
from guizheng.law.facts_loss import Desk, Reissue
from guizheng.law.terms import FingerprintCheck, Status, Term


class FoundObject(Term):
    CARD = "card", "居民身份证", "identity card"
    FORGED = "forged", "伪造变造的证件", "forged card"
    OTHER_DOCUMENT = "other_document", "其他证件", "another document"


class Collector(Term):
    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"
    RELATIVE = "relative", "亲属"
    OTHER = "other", "其他人", "somebody else"


class Disposition(Term):
    DESTROY = "destroy", "销毁并登记", "destroy and register"
    HOLD = "hold", "暂存", "hold while a reissue is under way"
    ENTER_AND_NOTIFY = "enter_and_notify", "录入并通知本人", "enter and notify the holder"
    ENTER = "enter", "录入待领", "enter"
    CONFISCATE = "confiscate", "收缴"
    PASS_ON = "pass_on", "转交"
    HOME_STATION = "home_station", "转户籍地派出所缴销", "send to the home station"


class Holder(Facts, frozen=True, kw_only=True):
    """持证人: what the registers say of the person whose card was found."""

    reissue: Reissue | None = Reissue.NONE
    contact: bool | None = True
    status: Status | None = Status.ALIVE
    active_service: bool | None = False


class FoundFacts(Facts, frozen=True, kw_only=True):
    """接收捡拾证件: what was handed in, and where."""

    on: date | UnsetType = UNSET
    counter: Desk = Desk()
    object: FoundObject | None = FoundObject.CARD
    holder: Holder = Holder()
    loss_reported: bool | None = False


class GiveBackFacts(Facts, frozen=True, kw_only=True):
    """发还: who came for the card."""

    on: date | UnsetType = UNSET
    collector: Collector = Collector.SELF
    identity_confirmed: bool | None = True
    fingerprint: FingerprintCheck | None = FingerprintCheck.MATCH
    portrait_taken: bool | None = True
    reissue: Reissue | None = Reissue.NONE
    loss_reported: bool | None = False
