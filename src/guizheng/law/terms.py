"""用语: shared words as StrEnum: the stored ASCII code, 中文 and English label."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code with its two labels: `Request.RENEWAL == "renewal"`, `.zh` 换领, `.en` renewal."""

    zh: str
    en: str

    __hash__ = str.__hash__  # a term is its code, also in a set; Enum's own hash is many times slower

    def __init_subclass__(cls) -> None:
        """Members become plain class attributes: Python 3.11 looks each up through a property, ten times slower."""
        for name, member in cls.__members__.items():
            type.__setattr__(cls, name, member)

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh or code
        member.en = en or code.replace("_", " ")
        return member


class Request(Term):
    RENEWAL = "renewal", "换领"
    REISSUE = "reissue", "补领"
    FIRST = "first", "申领", "first application"


class Cause(Term):
    EXPIRY = "expiry", "有效期满"
    LOST = "lost", "丢失"
    STOLEN = "stolen", "被盗"
    DAMAGE = "damage", "损坏"
    PARTICULARS_CHANGED = "particulars_changed", "登记项目变更"
    WRONG_ITEM = "wrong_item", "证件登记项目错误", "wrong item on the card"
    NONE = "none", "无"


class ErrorBy(Term):
    HOLDER = "holder", "本人原因"
    POLICE = "police", "公安机关原因"


class Presence(Term):
    SELF = "self", "本人"
    SELF_WITH_GUARDIAN = "self_with_guardian", "本人与监护人"
    GUARDIAN = "guardian", "监护人"
    RELATIVE = "relative", "亲属"


class Status(Term):
    ALIVE = "alive", "正常"
    DECEASED = "deceased", "死亡"
    MISSING = "missing", "宣告失踪"
    CANCELLED = "cancelled", "户口注销"


class Capacity(Term):
    BY_AGE = "by_age", "按年龄"
    FULL = "full", "完全民事行为能力"
    LIMITED = "limited", "限制民事行为能力"
    NONE = "none", "无民事行为能力"


class Relief(Term):
    NONE = "none", "无"
    MINIMUM_LIVING = "minimum_living", "城市低保", "urban minimum living allowance"
    FIVE_GUARANTEES = "five_guarantees", "农村五保户", "rural five-guarantees household"
    RURAL_POVERTY = "rural_poverty", "农村绝对贫困户", "rural household in poverty"
    SPECIAL_HARDSHIP = "special_hardship", "特困定期救济", "regular relief for special hardship"
    PREFERENTIAL_PENSION = "preferential_pension", "定期抚恤优抚对象", "regular preferential pension"
    HARDSHIP = "hardship", "其他确有困难", "other real hardship"


class CounterKind(Term):
    HOUSEHOLD_HALL = "household_hall", "户政办证大厅", "household registration hall"
    POLICE_STATION = "police_station", "户籍派出所"
    OTHER = "other", "其他"


class StayProof(Term):
    REQUIRED = "required", "需要"
    WAIVED = "waived", "免交"


class StayGround(Term):
    WORK = "work", "就业"
    STUDY = "study", "就学"
    RESIDENCE = "residence", "居住"
    NONE = "none", "无"


class Evidence(Term):
    RESIDENCE_PERMIT = "residence_permit", "居住证"
    REGISTERED_RESIDENCE = "registered_residence", "暂住登记", "registered temporary residence"
    LABOUR_CONTRACT = "labour_contract", "劳动合同"
    BUSINESS_LICENCE = "business_licence", "营业执照"
    STUDENT_CARD = "student_card", "学生证"
    SCHOOL_ROLL = "school_roll", "学籍证明", "school-roll proof"
    PROPERTY_CERTIFICATE = "property_certificate", "房产证明"
    LEASE = "lease", "房屋租赁合同"


class Paper(Term):
    ID_CARD = "id_card", "居民身份证", "identity card"
    HOUSEHOLD_REGISTER = "household_register", "居民户口簿"
    RESIDENCE_PERMIT = "residence_permit", "居住证"
    DRIVING_LICENCE = "driving_licence", "驾驶证"
    PASSPORT = "passport", "护照"
    BIRTH_CERTIFICATE = "birth_certificate", "出生医学证明"
    GUARDIAN_ID = "guardian_id", "监护人居民身份证", "guardian's identity card"
    WRITTEN_PROMISE = "written_promise", "书面承诺书"


class AddressCheck(Term):
    MATCH = "match", "一致"
    MOVED_WITHIN_PROVINCE = "moved_within_province", "省内迁移"
    MOVED_BETWEEN_PROVINCES = "moved_between_provinces", "跨省迁移"
    MISMATCH = "mismatch", "不一致"


class FingerprintCheck(Term):
    MATCH = "match", "比对一致"
    MISMATCH = "mismatch", "比对不一致"
    NOT_TAKEN = "not_taken", "未比对"
    NONE_ON_FILE = "none_on_file", "未登记指纹"


class PersonSearch(Term):
    NONE_ELSE = "none_else", "未比中他人", "nobody else found"
    HIT = "hit", "比中他人", "somebody else found"
    NOT_DONE = "not_done", "未比对"


class BarKind(Term):
    CONDUCT = "conduct", "伪造变造冒用等记录"
    CREDIT = "credit", "国家信用信息共享交换平台推送"


class LossSearch(Term):
    NONE = "none", "未挂失"
    REPORTED = "reported", "已挂失"
    NOT_SEARCHED = "not_searched", "未查询"


class FoundSearch(Term):
    NONE = "none", "无捡拾记录"
    HELD = "held", "已捡拾待领"
    NOT_SEARCHED = "not_searched", "未查询"


class PrintsTaken(Term):
    TAKEN = "taken", "已采集"
    FAILED = "failed", "注册失败"
    UNABLE = "unable", "未注册(伤残)"
    REFUSED = "refused", "拒绝采集"


class CardEnd(Term):
    NONE = "none", "未终止"
    REPLACED = "replaced", "已换补新证"
    HANDED_IN = "handed_in", "已缴回"
    DESTROYED = "destroyed", "已销毁"
    CANCELLED = "cancelled", "已注销"


class Outcome(Term):
    ACCEPT = "accept", "当场受理"
    NOTIFY = "notify", "一次性告知"
    REFUSE = "refuse", "不予受理"
    PENDING = "pending", "待核"


class Document(Term):
    CARD = "card", "居民身份证", "identity card"
    TEMPORARY_CARD = "temporary_card", "临时居民身份证", "temporary identity card"


LONG_TERM = "long_term"
"""The end of a card that never ends (长期)."""
