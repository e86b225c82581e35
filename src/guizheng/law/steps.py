"""The words of the moves: matters, sides, posts, stages, acts and issued papers, each with its two labels.

The stored value is the ASCII code; `.zh` goes on screens and papers, `.en` on the English ones.
"""

from enum import StrEnum


class Word(StrEnum):
    """A code with a Chinese and an English label."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> "Word":
        word = str.__new__(cls, code)
        word._value_ = code
        word.zh = zh
        word.en = en
        return word

    def label(self, lang: str = "zh") -> str:
        return self.en if lang == "en" else self.zh


class Matter(Word):
    APPLICATION = "application", "申办", "application"
    LOSS = "loss", "挂失", "loss report"
    FOUND = "found", "招领", "lost and found"
    TEMPORARY = "temporary", "临时身份证明", "temporary certificate"
    MISUSE = "misuse", "冒用", "misuse report"


class Side(Word):
    ACCEPTING = "accepting", "受理地", "accepting side"
    HOME = "home", "户籍地", "home side"
    CENTRE = "centre", "制证中心", "production centre"
    SYSTEM = "system", "系统", "system"


class Post(Word):
    RECEPTION = "reception", "受理岗", "reception"
    REVIEW = "review", "审核岗", "review"
    SIGN = "sign", "签发岗", "signing"
    PRODUCTION = "production", "制证岗", "production"
    ISSUE = "issue", "核验发放岗", "checking and handing over"
    WINDOW = "window", "招领窗口岗", "lost and found window"
    STATION_POLICE = "station_police", "站警岗", "station police"
    INVESTIGATION = "investigation", "核查处置岗", "investigation"
    COUNTY_ADMIN = "county_admin", "县级管理岗", "county administration"
    PROVINCE = "province", "省级管理岗", "province desk"
    MINISTRY = "ministry", "部级管理岗", "ministry desk"
    SUPERVISOR = "supervisor", "督察岗", "supervision"
    AUDITOR = "auditor", "审计岗", "audit"
    MACHINE = "machine", "系统自动", "done by the system"


class Stage(Word):
    START = "start", "未立", "not begun"
    FILED = "filed", "已申请,待裁定", "filed, to be decided"
    WAITING = "waiting", "已一次性告知,待补", "notified once, waiting for papers"
    REFUSED = "refused", "不予受理", "refused"
    REVIEW = "review", "户籍地待审核签发", "at home, to be reviewed and signed"
    SENT_BACK = "sent_back", "退回补正", "sent back to be mended"
    DECLINED = "declined", "不予签发", "not signed off"
    SIGNED = "signed", "已签发,待制证", "signed off, to be produced"
    ORDERED = "ordered", "制证中", "in production"
    MADE = "made", "已制成,待到达核验", "made, arrival to be checked"
    READY = "ready", "待领取", "ready to collect"
    COLLECTED = "collected", "已发放", "handed over"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"
    CLOSED_BY_DEATH = "closed_by_death", "因死亡终止", "closed by death"
    CLOSED_BY_CANCELLATION = "closed_by_cancellation", "因户口注销终止", "closed: household registration cancelled"
    UNCLAIMED_DESTROYED = "unclaimed_destroyed", "逾期未领已销毁", "never collected, destroyed"
    REPORTED = "reported", "已挂失", "reported lost"
    LIFTED = "lifted", "已解除挂失", "report lifted"
    SUPERSEDED = "superseded", "已补发新证(原证仍为挂失)", "reissued (the old card stays reported lost)"
    RECEIVED = "received", "已接收,待核查", "taken in, to be checked"
    ENTERED = "entered", "已录入,待领", "entered, waiting for its holder"
    NOTIFIED = "notified", "已通知本人", "holder notified"
    HELD = "held", "暂存(补领在办)", "held (a reissue is under way)"
    TO_DESTROY = "to_destroy", "待销毁", "to be destroyed"
    DESTROYED = "destroyed", "已销毁", "destroyed"
    GIVEN_BACK = "given_back", "已发还", "given back"
    CONFISCATED = "confiscated", "已收缴", "confiscated"
    PASSED_ON = "passed_on", "已转交", "passed on"
    FORWARDED = "forwarded", "已转户籍地派出所", "forwarded to the home station"
    ISSUED = "issued", "已开具", "issued"
    USED = "used", "已使用", "used"
    EXPIRED = "expired", "已过期", "expired"
    REVOKED = "revoked", "已撤销", "revoked"
    IN_HAND = "in_hand", "核查中", "being looked into"
    PROVEN = "proven", "已查实", "proven"
    DISMISSED = "dismissed", "不属实", "not borne out"
    HANDED_ON = "handed_on", "已移交处置", "handed on for penalty"


class Act(Word):
    FILE = "file", "提交申请", "file"
    TAKE_IN = "take_in", "当场受理", "accept on the spot"
    NOTIFY_ONCE = "notify_once", "一次性告知", "notify once"
    REFUSE = "refuse", "不予受理", "refuse"
    SUPPLEMENT = "supplement", "补齐材料", "bring what was missing"
    TRANSMIT = "transmit", "传送受理信息", "transmit to the home side"
    SIGN_OFF = "sign_off", "审核签发", "sign off"
    SEND_BACK = "send_back", "退回补正", "send back"
    MEND = "mend", "补正", "mend"
    DECLINE_TO_SIGN = "decline_to_sign", "不予签发", "decline to sign"
    ORDER_PRODUCTION = "order_production", "下达制证", "order production"
    RECORD_MADE = "record_made", "制证入库", "record the card as made"
    RECORD_REJECTED = "record_rejected", "质量不合格退回", "record a faulty card"
    RECORD_ARRIVAL = "record_arrival", "到达核验", "check the arrived card"
    HAND_OVER = "hand_over", "核验发放", "hand over"
    REMIND = "remind", "提醒领取", "remind to collect"
    DESTROY_UNCLAIMED = "destroy_unclaimed", "销毁逾期未领证件", "destroy an unclaimed card"
    WITHDRAW = "withdraw", "撤回申请", "withdraw"
    EXTEND = "extend", "延长办理期限", "extend the term"
    REPLACE_RECEIPT = "replace_receipt", "补发领证回执", "replace the receipt"
    CORRECT = "correct", "更正录入", "correct an entry"
    REFUND = "refund", "退费", "refund"
    ISSUE_TEMPORARY_CARD = "issue_temporary_card", "发放临时居民身份证", "issue a temporary card"
    RECORD_DEATH = "record_death", "登记死亡", "record a death"
    RECORD_CANCELLATION = "record_cancellation", "登记户口注销", "record a cancelled household registration"
    REPORT_LOSS = "report_loss", "受理挂失", "accept a loss report"
    REPRINT = "reprint", "补打回执", "reprint the receipt"
    LIFT = "lift", "解除挂失", "lift a loss report"
    REFUSE_TO_LIFT = "refuse_to_lift", "不予解除挂失", "refuse to lift"
    SUPERSEDE = "supersede", "登记补发新证", "record the successor"
    HAND_IN = "hand_in", "接收捡拾证件", "take in a found card"
    ENTER = "enter", "录入捡拾信息", "enter in the register of found cards"
    HOLD = "hold", "暂存", "hold"
    RELEASE = "release", "解除暂存", "release"
    NOTIFY_OWNER = "notify_owner", "通知本人", "notify the owner"
    GIVE_BACK = "give_back", "发还", "give back"
    REFUSE_TO_GIVE_BACK = "refuse_to_give_back", "不予发还", "refuse to give back"
    ORDER_DESTRUCTION = "order_destruction", "决定销毁", "order destruction"
    DESTROY = "destroy", "销毁并登记", "destroy and register"
    CONFISCATE = "confiscate", "收缴", "confiscate"
    PASS_ON = "pass_on", "转交", "pass on"
    FORWARD_HOME = "forward_home", "转户籍地派出所", "forward to the home station"
    ISSUE = "issue", "开具临时身份证明", "issue a certificate"
    RECORD_USE = "record_use", "登记使用", "record its use"
    REVOKE = "revoke", "撤销", "revoke"
    EXPIRE = "expire", "到期失效", "expire"
    FILE_REPORT = "file_report", "报告冒用", "report misuse"
    TAKE_UP = "take_up", "受理核查", "take up"
    CONFIRM_MISUSE = "confirm_misuse", "认定属实", "find proven"
    DISMISS = "dismiss", "认定不属实", "find not borne out"
    RECORD_BAR = "record_bar", "登记不良记录", "record a bar"
    WITHDRAW_BAR = "withdraw_bar", "撤销不良记录", "withdraw a bar"
    INFORM_HOLDER = "inform_holder", "告知持证人", "inform the holder"
    HAND_ON = "hand_on", "移交处置", "hand on for penalty"


class Issued(Word):
    """A paper that leaves the counter with a number."""

    NONE = "none", "", ""
    ACCEPTANCE_FORM = "acceptance_form", "《居民身份证异地受理登记表》", "Remote acceptance form"
    RECEIPT = "receipt", "领证回执", "Collection receipt"
    ONE_TIME_NOTICE = "one_time_notice", "一次性告知书", "One-time notice"
    REFUSAL = "refusal", "不予受理通知书", "Notice of refusal"
    DECLINE = "decline", "不予签发通知书", "Notice of declined sign-off"
    EXTENSION_NOTICE = "extension_notice", "延长办理期限告知书", "Notice of extension"
    WITHDRAWAL_SLIP = "withdrawal_slip", "撤回申请确认书", "Confirmation of withdrawal"
    REFUND_SLIP = "refund_slip", "退费凭证", "Refund slip"
    HANDOVER_RECORD = "handover_record", "居民身份证领取登记", "Hand-over record"
    LOSS_FORM = "loss_form", "《居民身份证挂失申报登记表》", "Loss report form"
    LOSS_RECEIPT = "loss_receipt", "居民身份证挂失申报回执", "Loss report receipt"
    LIFTING_RECEIPT = "lifting_receipt", "解除挂失回执", "Receipt of a lifted report"
    LIFTING_REFUSAL = "lifting_refusal", "不予解除挂失通知书", "Notice: report not lifted"
    FOUND_FORM = "found_form", "捡拾居民身份证登记表", "Found card form"
    OWNER_NOTICE = "owner_notice", "领取丢失证件通知书", "Notice to the owner"
    GIVE_BACK_RECORD = "give_back_record", "丢失居民身份证发还登记", "Give-back record"
    GIVE_BACK_REFUSAL = "give_back_refusal", "不予发还通知书", "Notice: not given back"
    DESTRUCTION_RECORD = "destruction_record", "证件销毁登记", "Destruction record"
    CONFISCATION_RECORD = "confiscation_record", "收缴证件登记", "Confiscation record"
    TRANSFER_RECORD = "transfer_record", "证件移交登记", "Transfer record"
    CERTIFICATE = "certificate", "临时身份证明", "Temporary certificate of identity"
    CERTIFICATE_REFUSAL = "certificate_refusal", "不予开具通知书", "Notice: certificate refused"
    TEMPORARY_CARD_RECORD = "temporary_card_record", "临时居民身份证领取登记", "Temporary card record"
    MISUSE_RECEIPT = "misuse_receipt", "冒用报告回执", "Misuse report receipt"
    FINDING = "finding", "核查结果告知书", "Notice of the finding"
    HAND_ON_RECORD = "hand_on_record", "案件移交登记", "Record of handing on"
