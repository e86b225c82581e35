"""丢失招领 (C1 C2 C3): what becomes of a card handed in at a window, and to whom it is given back."""

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.common import answered, on_day
from guizheng.law.facts_found import Collector, Disposition, FoundFacts, FoundObject, GiveBackFacts
from guizheng.law.facts_loss import Reissue
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Unknown, Verdict, rule
from guizheng.law.rulings import Answer
from guizheng.law.terms import CounterKind, FingerprintCheck, Outcome, Status

FOUND = Book("found-intake", CONTEST)
GIVE_BACK = Book("give-back", CONTEST)

REISSUE_UNREAD = Unknown("reissue_check", "尚未核实是否已补领新证。", "Whether a new card was issued is not verified.")

rule("G3", "not_begun", Kind.GROUND, FOUND, GIVE_BACK)(common.started)


@rule("C1", "object_unknown", Kind.OFFICE, FOUND)
def object_read(facts: FoundFacts) -> Verdict:
    """尚未读取芯片,真伪未辨。
    The chip has not been read; whether the card is genuine is open."""
    return facts.object is not None


@rule("C1", "pass_to_window", Kind.ADVICE, FOUND)
def at_a_window(facts: FoundFacts) -> Verdict:
    """本处不设丢失招领窗口,收下后转交就近的派出所或户政办证大厅。
    There is no lost-and-found window here; take the card in and pass it on to the nearest station or hall."""
    return facts.counter.kind is not CounterKind.OTHER


@rule("C2", "reissue_unread", Kind.OFFICE, FOUND)
def reissue_read(facts: FoundFacts) -> Verdict:
    """须核实是否已补领新证;未核实前不得销毁。
    Whether a new card was issued must be verified; until then nothing is destroyed."""
    return facts.object is not FoundObject.CARD or facts.holder.reissue is not None


@rule("C2", "holder_unread", Kind.OFFICE, FOUND)
def holder_read(facts: FoundFacts) -> Verdict:
    """须在人口系统核查持证人状态。
    The holder's standing must be read from the population register."""
    return facts.object is not FoundObject.CARD or facts.holder.status is not None


@rule("C2", "contact_wanted", Kind.ADVICE, FOUND)
def contact_known(facts: FoundFacts) -> Verdict:
    """尚不知道持证人有无联系方式,先录入,查明后通知。
    Whether the holder can be reached is not known: enter the card now, notify when a contact is found."""
    return facts.holder.contact is not None


@rule("C2", "lift_with_return", Kind.ADVICE, FOUND)
def report_known(facts: FoundFacts) -> Verdict:
    """该证已挂失,发还时须同时解除挂失。
    This card is reported lost; the report is lifted when it is given back."""
    return facts.loss_reported is not True


@rule("C3", "soldier_same_flow", Kind.ADVICE, FOUND)
def soldier_known(facts: FoundFacts) -> Verdict:
    """持证人是现役军人或武警,按同样流程招领,可以经所在单位通知本人。
    The holder serves in the army or armed police: the same flow; the unit may be asked to tell the holder."""
    return facts.holder.active_service is not True


@rule("C2", "holder_in_person", Kind.GROUND, GIVE_BACK)
def holder_comes(facts: GiveBackFacts) -> Verdict:
    """捡拾的证件只发还本人,他人不能代领。
    A found card is given back to its holder only; nobody else can collect it.
    请本人到窗口领取;未成年人由监护人领取。
    Come in person; a child's card is collected by the guardian."""
    return facts.collector in (Collector.SELF, Collector.GUARDIAN)


@rule("C2", "guardian_to_check", Kind.ADVICE, GIVE_BACK)
def guardian_told(facts: GiveBackFacts) -> Verdict:
    """监护人领取的,须核对持证人不满十六周岁或者行为能力受限,并查看监护关系证明。
    Where a guardian collects, check that the holder is under sixteen or lacks full capacity, and see the proof."""
    return facts.collector is not Collector.GUARDIAN


@rule(
    "C2",
    "collector_not_verified",
    Kind.GROUND,
    GIVE_BACK,
    unknown=Unknown("identity_check", "领证人身份尚未核验。", "The collector's identity has not been verified."),
)
def collector_verified(facts: GiveBackFacts) -> Verdict:
    """领证人身份不能核实,不予发还。
    The collector's identity cannot be verified; the card is not given back.
    请持户口簿或者其他能证明身份的证件再来。
    Come again with the household register or another proof of identity."""
    return facts.identity_confirmed


@rule("C2", "fingerprint_comparison", Kind.OFFICE, GIVE_BACK)
def collector_compared(facts: GiveBackFacts) -> Verdict:
    """证件已登记指纹的,须现场比对指纹。
    Where the card carries fingerprints they must be compared here and now."""
    return facts.fingerprint not in (FingerprintCheck.NOT_TAKEN, None)


@rule("C2", "portrait", Kind.OFFICE, GIVE_BACK)
def portrait_kept(facts: GiveBackFacts) -> Verdict:
    """发还须拍照留存领证人图像。
    A photograph of the collector must be taken and kept."""
    return facts.portrait_taken is True


@rule("C2", "reissue_applied", Kind.GROUND, GIVE_BACK, unknown=REISSUE_UNREAD)
def no_reissue_running(facts: GiveBackFacts) -> Verdict:
    """补领申请正在办理,证件暂存,不予发还。
    A reissue is under way; the card is held and not given back.
    签发之前可以先撤回补领申请,再来领取。
    Before sign-off the application may be withdrawn first; then come for the card."""
    return None if facts.reissue is None else facts.reissue is not Reissue.APPLIED


@rule("C2", "reissue_issued", Kind.GROUND, GIVE_BACK)
def not_reissued(facts: GiveBackFacts) -> Verdict:
    """新证已经签发,捡拾的证件按规定销毁,不予发还。
    A new card was issued; the found one is destroyed as ruled and not given back.
    请使用新证。
    Use the new card."""
    return facts.reissue is not Reissue.ISSUED


@rule("C2", "report_unread", Kind.OFFICE, GIVE_BACK)
def report_read(facts: GiveBackFacts) -> Verdict:
    """尚未查询该证是否挂失。
    Whether the card is reported lost has not been looked up."""
    return facts.loss_reported is not None


def disposition(facts: FoundFacts) -> Disposition:
    """处置:已补领的销毁,未补领的录入并通知,在办的暂存 (C2)。"""
    if facts.object is FoundObject.FORGED:
        return Disposition.CONFISCATE
    if facts.object is FoundObject.OTHER_DOCUMENT or facts.counter.kind is CounterKind.OTHER:
        return Disposition.PASS_ON
    if facts.holder.reissue is Reissue.ISSUED:
        return Disposition.DESTROY
    if facts.holder.status is not Status.ALIVE:
        return Disposition.HOME_STATION
    if facts.holder.reissue is Reissue.APPLIED:
        return Disposition.HOLD
    return Disposition.ENTER_AND_NOTIFY if facts.holder.contact else Disposition.ENTER


def take_in(facts: FoundFacts, ask: Ask) -> Answer:
    """接收捡拾证件,定其处置 (C1 C2)。"""
    facts = on_day(facts, ask)
    findings = FOUND.ask(facts, ask.explain)
    settled = disposition(facts) if findings.outcome is Outcome.ACCEPT else None
    return answered(ask, findings, parts={"disposition": settled})


def give_back(facts: GiveBackFacts, ask: Ask) -> Answer:
    """发还丢失证件:核验身份、比对指纹、拍照留存 (C2)。"""
    findings = GIVE_BACK.ask(on_day(facts, ask), ask.explain)
    lifts = findings.outcome is Outcome.ACCEPT and facts.loss_reported is True
    return answered(ask, findings, parts={"also": ["loss-withdrawal"] if lifts else []})


MATTERS = (
    Matter("found-intake", "接收捡拾证件", "intake of a found card", FoundFacts, take_in),
    Matter("give-back", "发还捡拾证件", "giving back a found card", GiveBackFacts, give_back),
)
