"""挂失的事实: what decides a loss report and the lifting of one (B1 B2 C3)."""

from datetime import date

from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts, Guardian, HeldCard, Identity, Person, Register
from guizheng.law.terms import CounterKind, Presence, Term


class LossEvent(Term):
    LOST = "lost", "丢失"
    STOLEN = "stolen", "被盗"


class Channel(Term):
    COUNTER = "counter", "窗口"
    ONLINE = "online", "网上"


class LiftedCard(Term):
    CURRENT = "current", "现用证件", "current card"
    HISTORIC = "historic", "历史证件", "historic card"
    FAULTY = "faulty", "问题证件", "faulty card"


class Reissue(Term):
    NONE = "none", "未申请补领", "no reissue"
    APPLIED = "applied", "补领在办", "reissue under way"
    ISSUED = "issued", "已补领新证", "reissued"


class Desk(Facts, frozen=True, kw_only=True):
    """窗口: any counter of the police, wherever it stands."""

    kind: CounterKind = CounterKind.HOUSEHOLD_HALL
    division: str | UnsetType = UNSET


class LossFacts(Facts, frozen=True, kw_only=True):
    """挂失申报: who reports, where, and the cards on the person's record."""

    on: date | UnsetType = UNSET
    presence: Presence = Presence.SELF
    guardian: Guardian | UnsetType | None = UNSET
    counter: Desk = Desk()
    person: Person = Person()
    register: Register = Register()
    event: LossEvent = LossEvent.LOST
    identity: Identity = Identity()
    phone_lost: bool = False
    cards: tuple[HeldCard, ...] | UnsetType | None = UNSET


class LiftFacts(Facts, frozen=True, kw_only=True):
    """解除挂失: the holder comes with the card that was reported."""

    on: date | UnsetType = UNSET
    presence: Presence = Presence.SELF
    channel: Channel = Channel.COUNTER
    card_shown: bool | None = True
    card: LiftedCard | None = LiftedCard.CURRENT
    reissue: Reissue | None = Reissue.NONE
    identity: Identity = Identity()
