"""挂失与解除挂失 (B1 B2 C3): a loss reported at any station or hall marks cards, never the person."""

from msgspec import UNSET

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.common import answered, on_day
from guizheng.law.facts import HeldCard, check_card, check_division, check_person
from guizheng.law.facts_loss import Channel, LiftedCard, LiftFacts, LossEvent, LossFacts, Reissue
from guizheng.law.intake import markable
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Unknown, Verdict, rule, unknown_or
from guizheng.law.rulings import Answer
from guizheng.law.terms import CounterKind, Outcome

LOSS = Book("loss-report", CONTEST)
LIFT = Book("loss-withdrawal", CONTEST)

REGISTER_UNREAD = Unknown("register_check", "人口系统尚未核查。", "The population register has not been consulted.")
IDENTITY_UNSURE = Unknown("identity_check", "身份尚未核验。", "Identity has not been verified.")
REISSUE_UNREAD = Unknown("reissue_check", "尚未查询补领情况。", "Whether a reissue runs has not been looked up.")
CARD_UNSEEN = Unknown("card_check", "证件尚未查看。", "The card has not been seen.")
STATE_UNREAD = Unknown("card_state", "证件状态尚未查询。", "The card's state has not been read.")
AGE_UNKNOWN = Unknown("age_check", "年龄或行为能力尚未核查。", "Age or capacity has not been checked.")

rule("G3", "not_begun", Kind.GROUND, LOSS, LIFT)(common.started)


@rule("B1", "not_a_loss_counter", Kind.GROUND, LOSS)
def at_a_counter(facts: LossFacts) -> Verdict:
    """挂失申报由户籍派出所和户政办证大厅受理,此处不受理。
    Losses are reported at household police stations and halls; not here.
    请到就近的任一户籍派出所或户政办证大厅,全国均可。
    Go to the nearest household police station or hall, anywhere in the country."""
    return facts.counter.kind is not CounterKind.OTHER


rule("B2", "sent_somebody_else", Kind.GROUND, LOSS, unknown=AGE_UNKNOWN)(common.in_person)
rule("B2", "guardian_needed", Kind.APPLICANT, LOSS, source="law-7", unknown=AGE_UNKNOWN)(common.guardian_present)
rule(
    "B2",
    "guardian_proof",
    Kind.APPLICANT,
    LOSS,
    source="law-7",
    unknown=Unknown("guardian_check", "监护关系尚未核查。", "The guardian's relation has not been checked."),
)(common.guardian_proved)
rule("B2", "holder_not_standing", Kind.GROUND, LOSS, unknown=REGISTER_UNREAD)(common.standing)


@rule("B2", "not_in_register", Kind.GROUND, LOSS, unknown=REGISTER_UNREAD)
def in_register(facts: LossFacts) -> Verdict:
    """人口系统中查无此人,身份无法核实。
    The population register has no such person; identity cannot be verified.
    请到常住户口所在地公安机关核对户口登记。
    Have the registration checked by the home authority."""
    return facts.register.found


@rule("B2", "main_items_differ", Kind.GROUND, LOSS, unknown=REGISTER_UNREAD)
def items_agree(facts: LossFacts) -> Verdict:
    """姓名、性别、民族、出生日期或者号码与人口系统不一致,又无变更记录,身份无法核实。
    A main item differs from the register without a recorded change, and identity cannot be verified.
    请持户口簿到常住户口所在地公安机关核对后申报。
    Have it checked by the home authority with the household register, then report."""
    explained = facts.register.change_on_register
    changed = False if explained is UNSET else explained
    return unknown_or(facts.register.main_items_match, changed, facts.identity.otherwise_confirmed)


@rule("B2", "cards_unread", Kind.OFFICE, LOSS)
def cards_read(facts: LossFacts) -> Verdict:
    """尚未查询该人的证件记录。
    The person's cards have not been looked up."""
    return facts.cards is not None


@rule("B2", "no_card", Kind.GROUND, LOSS)
def has_card(facts: LossFacts) -> Verdict:
    """该人没有已领取且有效的居民身份证可以挂失。
    The person holds no card that could be reported lost.
    尚未领取的新证不需挂失;未领过证的,请申请领取。
    A card not yet collected need not be reported; who never had one may apply for one."""
    return not is_listed(facts) or bool(common.live_cards(listed(facts)))


@rule("B2", "fingerprint_comparison", Kind.OFFICE, LOSS)
def prints_compared(facts: LossFacts) -> Verdict:
    """证件已登记指纹,须现场比对指纹。
    The card carries fingerprints; they must be compared here and now."""
    return common.compared(facts.identity, prints_on_cards(facts))


@rule("B2", "identity_not_verified", Kind.GROUND, LOSS, unknown=IDENTITY_UNSURE)
def verified(facts: LossFacts) -> Verdict:
    """身份不能核实,为防止冒名挂失不予受理。
    Identity cannot be verified; refused, so that nobody reports a loss in another's name.
    请持户口簿或者其他能证明身份的证件再来,或者到常住户口所在地公安机关申报。
    Come again with the household register or another proof of identity, or report to the home authority."""
    return common.confirmed(facts.identity, prints_on_cards(facts))


@rule("C3", "soldier_reissue_by_unit", Kind.ADVICE, LOSS)
def soldier_told(facts: LossFacts) -> Verdict:
    """现役军人、武警可以在此挂失;补领由所在团级以上单位办理。
    Soldiers and armed police may report here; their unit (regiment or above) handles the reissue."""
    return facts.person.active_service is not True


@rule("B1", "theft_to_police", Kind.ADVICE, LOSS)
def theft_told(facts: LossFacts) -> Verdict:
    """证件被盗的,可以同时报案。
    A stolen card may be reported as a theft as well."""
    return facts.event is not LossEvent.STOLEN


@rule("B1", "no_phone", Kind.ADVICE, LOSS)
def phone_told(facts: LossFacts) -> Verdict:
    """手机同时丢失的,不用短信验证和通知,凭回执到任一窗口查询。
    The phone is lost too: no text messages; enquire at any window with the receipt."""
    return not facts.phone_lost


@rule("B2", "already_reported", Kind.ADVICE, LOSS)
def first_report(facts: LossFacts) -> Verdict:
    """其中有证件此前已挂失,挂失继续有效。
    One of the cards was reported before; that report stands."""
    return not any(card.reported_lost for card in common.live_cards(listed(facts)))


rule("B2", "in_person_only", Kind.GROUND, LIFT)(common.comes_in_person)


@rule("B2", "counter_only", Kind.GROUND, LIFT)
def at_the_counter(facts: LiftFacts) -> Verdict:
    """解除挂失只能在窗口当面办理,不能在网上办理。
    A report is lifted at a counter only, not online.
    请本人持证件到任一户籍派出所或户政办证大厅。
    Come with the card to any household police station or hall."""
    return facts.channel is Channel.COUNTER


@rule("B2", "card_needed", Kind.APPLICANT, LIFT, unknown=CARD_UNSEEN)
def card_shown(facts: LiftFacts) -> Verdict:
    """须交验已找回的居民身份证。
    The recovered card must be shown."""
    return facts.card_shown


@rule("B2", "historic_card", Kind.GROUND, LIFT, unknown=STATE_UNREAD)
def not_historic(facts: LiftFacts) -> Verdict:
    """历史证件的挂失不能解除。
    The report on a historic card cannot be lifted.
    请将该证件交回公安机关,继续使用现用证件。
    Hand the old card in and go on using the current one."""
    return None if facts.card is None else facts.card is not LiftedCard.HISTORIC


@rule("B2", "faulty_card", Kind.GROUND, LIFT)
def not_faulty(facts: LiftFacts) -> Verdict:
    """证件有质量或者登记问题,挂失不能解除。
    The card is faulty; its report cannot be lifted.
    请申请换领或者补领新证。
    Apply for a new card."""
    return facts.card is not LiftedCard.FAULTY


@rule("B2", "reissue_applied", Kind.GROUND, LIFT, unknown=REISSUE_UNREAD)
def no_reissue_running(facts: LiftFacts) -> Verdict:
    """补领申请正在办理,挂失不能解除。
    A reissue is under way; the report cannot be lifted.
    签发之前可以先撤回补领申请,再解除挂失。
    Before sign-off the application may be withdrawn first; then the report can be lifted."""
    return None if facts.reissue is None else facts.reissue is not Reissue.APPLIED


@rule("B2", "reissue_issued", Kind.GROUND, LIFT)
def not_reissued(facts: LiftFacts) -> Verdict:
    """新证已经签发,原证永久失效,挂失不能解除。
    A new card was issued; the old one is void for ever and its report stays.
    请将原证交回公安机关,使用新证。
    Hand the old card in and use the new one."""
    return facts.reissue is not Reissue.ISSUED


@rule("B2", "fingerprint_comparison", Kind.OFFICE, LIFT)
def lift_prints_compared(facts: LiftFacts) -> Verdict:
    """解除挂失须现场比对指纹。
    The fingerprints must be compared before a report is lifted."""
    return common.compared(facts.identity, True)


@rule("B2", "identity_not_verified", Kind.GROUND, LIFT, unknown=IDENTITY_UNSURE)
def lift_verified(facts: LiftFacts) -> Verdict:
    """身份不能核实,挂失不予解除。
    Identity cannot be verified; the report is not lifted.
    请持户口簿或者其他能证明身份的证件再来。
    Come again with the household register or another proof of identity."""
    return common.confirmed(facts.identity, True)


def is_listed(facts: LossFacts) -> bool:
    return facts.cards is not UNSET and facts.cards is not None


def listed(facts: LossFacts) -> tuple[HeldCard, ...]:
    """The cards on the record; none where they are not listed."""
    return () if facts.cards is UNSET or facts.cards is None else facts.cards


def prints_on_cards(facts: LossFacts) -> bool:
    """Whether any card in the holder's hands carries prints; taken as yes where the cards are not listed."""
    return not is_listed(facts) or any(card.fingerprint for card in common.live_cards(listed(facts)))


def report(facts: LossFacts, ask: Ask) -> Answer:
    """挂失申报:核实的当场受理,挂失到证 (B2)。"""
    facts = on_day(facts, ask)
    check_person(facts.person, ask.on, facts.register.number_sound)
    if facts.counter.division is not UNSET:
        check_division("counter.division", facts.counter.division)
    cards = listed(facts)
    for index, card in enumerate(cards):
        check_card(card, ask.on, f"cards[{index}]")
    if common.live_cards(cards):
        common.check_prints(facts.identity, prints_on_cards(facts))
    findings = LOSS.ask(facts, ask.explain)
    return answered(ask, findings, marks=markable(cards) if findings.outcome is Outcome.ACCEPT else ())


def lift(facts: LiftFacts, ask: Ask) -> Answer:
    """解除挂失:本人持证到窗口,比对指纹 (B2)。"""
    return answered(ask, LIFT.ask(on_day(facts, ask), ask.explain))


MATTERS = (
    Matter("loss-report", "挂失申报", "loss report", LossFacts, report),
    Matter("loss-withdrawal", "解除挂失", "lifting of a loss report", LiftFacts, lift),
)
