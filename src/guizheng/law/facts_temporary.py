"""临时证件的事实: the certificate for one trip (A8), its check, and the temporary identity card of the 2021 norm."""

from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from guizheng.law.facts import Counter, Facts, Guardian, Person
from guizheng.law.terms import Presence, Term


class Place(Term):
    AIRPORT = "airport", "机场派出所", "airport police"
    RAILWAY_STATION = "railway_station", "火车站派出所", "railway station police"
    HOTEL_AREA = "hotel_area", "旅馆辖区派出所", "station of the hotel's area"
    OTHER = "other", "其他"


class Purpose(Term):
    FLIGHT = "flight", "乘机"
    TRAIN = "train", "乘火车"
    HOTEL = "hotel", "入住旅馆"


class Why(Term):
    LEFT_BEHIND = "left_behind", "忘记携带"
    LOST = "lost", "丢失"
    STOLEN = "stolen", "被盗"


class Signature(Term):
    GOOD = "good", "验签通过", "good signature"
    BAD = "bad", "验签不通过", "bad signature"


class CertificateAnswer(Term):
    VALID = "valid", "有效"
    EXPIRED = "expired", "不在有效期内", "outside its term"
    USED = "used", "已使用"
    WRONG_PURPOSE = "wrong_purpose", "与当次用途不符", "not for this purpose"
    REVOKED = "revoked", "已撤销"
    FORGED = "forged", "伪造"


class ApplicationState(Term):
    ACCEPTED = "accepted", "已受理"
    SIGNED = "signed", "已签发"
    REFUSED = "refused", "不予受理或签发", "refused or declined"
    COLLECTED = "collected", "已领证"


class Travel(Facts, frozen=True, kw_only=True):
    """行程: the first day, and the day of arrival or departure from the hotel."""

    on: date | UnsetType = UNSET
    until: date | UnsetType = UNSET


class CertificateFacts(Facts, frozen=True, kw_only=True):
    """开具临时身份证明: where, for which trip, and what the register says."""

    on: date | UnsetType = UNSET
    place: Place | UnsetType = UNSET
    purpose: Purpose | UnsetType = UNSET
    why: Why = Why.LEFT_BEHIND
    register_confirms: bool | None = True
    person: Person = Person()
    guardian: Guardian | UnsetType | None = UNSET
    travel: Travel = Travel()


class Span(Facts, frozen=True, kw_only=True):
    """有效期间, both days included."""

    from_: date | UnsetType = msgspec.field(name="from", default=UNSET)
    until: date | UnsetType = UNSET


class CheckFacts(Facts, frozen=True, kw_only=True):
    """查验临时身份证明: what the carrier or hotel holds in its hands."""

    on: date | UnsetType = UNSET
    signature: Signature = Signature.GOOD
    purpose: Purpose = Purpose.FLIGHT
    presented_for: Purpose | UnsetType = UNSET
    valid: Span = Span()
    used: bool | None = False
    revoked: bool | None = False


class Application(Facts, frozen=True, kw_only=True):
    """申办: the application the temporary card bridges."""

    state: ApplicationState | None = ApplicationState.ACCEPTED
    signed_on: date | UnsetType | None = UNSET
    same_counter: bool | None = True


class TemporaryCardFacts(Facts, frozen=True, kw_only=True):
    """临时居民身份证: asked for while the card is being made."""

    on: date | UnsetType = UNSET
    person: Person = Person()
    presence: Presence = Presence.SELF
    guardian: Guardian | UnsetType | None = UNSET
    counter: Counter = Counter()
    application: Application = Application()
