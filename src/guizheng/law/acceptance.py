"""受理 (A1 A2 A3, G3): who, where, in person, with which papers. Each rule's docstring is its message."""

from msgspec import UNSET

from guizheng.law import rollout
from guizheng.law.divisions import province_name
from guizheng.law.intake_view import GUARDIAN_PAPERS, LIMITED, Intake
from guizheng.law.rules import Book, Kind, Part, Said, Unknown, Verdict, rule
from guizheng.law.rulings import Words
from guizheng.law.terms import (
    Cause,
    CounterKind,
    Evidence,
    FoundSearch,
    LossSearch,
    Paper,
    Presence,
    Request,
    StayGround,
    StayProof,
)

HOME_STILL_SERVES = Words(
    "常住户口所在地公安机关仍可为您办理。对本决定不服的,可以在收到通知书之日起六十日内申请行政复议,或者六个月内提起行政诉讼。",
    "The authority of your registered home still serves you. Against this decision you may ask for administrative "
    "review within sixty days of receiving the notice, or sue within six months.",
)
CONTEST = Words(
    "对本决定不服的,可以在收到通知书之日起六十日内申请行政复议,或者六个月内提起行政诉讼。",
    "Against this decision you may ask for administrative review within sixty days of receiving the notice, "
    "or sue within six months.",
)

REMOTE = Book("remote-intake", HOME_STILL_SERVES)
HOME = Book("home-intake", CONTEST)


# Python 3.11 is slow to look a member up on its enum; the questions that every case is asked bind theirs once.
RENEWS, REISSUES, FIRST_CARD = Request.RENEWAL, Request.REISSUE, Request.FIRST
IN_PERSON, ELSEWHERE, REGISTER_BOOK = Presence.SELF, CounterKind.OTHER, Paper.HOUSEHOLD_REGISTER
NOT_REPORTED, NOT_FOUND = LossSearch.NONE, FoundSearch.NONE


def _plain_place(c: Intake) -> bool:
    return (
        c.home != c.here
        and c.request is not FIRST_CARD
        and c.has_ground
        and bool(c.evidence)
        and c.counter.is_point is True
        and c.counter.kind is not ELSEWHERE
        and not isinstance(c.counter.causes, tuple)
    )


def _plain_reissue(c: Intake) -> bool:
    searches = c.searches
    return (
        searches.loss is NOT_REPORTED and searches.found is NOT_FOUND and (c.shown is None or REGISTER_BOOK in c.shown)
    )


PLACE = Part("place", _plain_place)
COMPANY = Part("company", lambda c: c.presence is IN_PERSON and c.needs_guardian is False)
RENEWAL = Part("renewal", lambda c: c.request is not RENEWS)
REISSUE = Part("reissue", lambda c: c.request is not REISSUES or _plain_reissue(c))
FIRST = Part("first", lambda c: c.request is not FIRST_CARD)


UNGIVEN = (UNSET, "none", None)


def shows(c: Intake, *papers: Paper) -> bool:
    """Whether one of the papers was shown; where no list was given, what the request needs was."""
    return c.shown is None or not c.shown.isdisjoint(papers)


@rule("G3", "outside_rollout", Kind.GROUND, REMOTE)
def place_is_open(c: Intake) -> Verdict:
    """该受理点在申请之日尚未对{home}居民开展异地受理。
    On this day the point does not yet accept people whose registered home is in {home}.
    请到已开展的受理点申请,或在本地开展之日后再来。
    Go to a point that already accepts, or come back when this place opens.
    """
    if rollout.is_open(c.home, c.place, c.on, c.rules, c.counter.serves, c.in_own_province):
        return True
    return Said(home=province_name(c.home))


@rule("A1", "same_province", Kind.GROUND, REMOTE, part=PLACE)
def from_another_province(c: Intake) -> Verdict:
    """常住户口在本省(自治区、直辖市),不属于异地受理。
    The registered home is in this province: this is not an application away from home.
    请到常住户口所在地公安机关申请换领、补领。
    Apply to the authority of your registered home.
    """
    return c.home != c.here or c.in_own_province


@rule("A1", "first_application", Kind.GROUND, REMOTE, part=PLACE, source="ten-3-1")
def not_a_first_application(c: Intake) -> Verdict:
    """首次申领居民身份证的,不予异地受理。
    A first application is not accepted away from home.
    请到常住户口所在地公安机关申领。
    Apply to the authority of your registered home.
    """
    return c.request is not Request.FIRST or c.norm


@rule("A1", "first_not_open", Kind.GROUND, REMOTE, part=PLACE, source="norm-83")
def first_cards_are_open(c: Intake) -> Verdict:
    """本地在申请之日尚未对{home}居民开展首次申领异地受理。
    On this day first applications of people from {home} are not yet accepted here.
    请到常住户口所在地公安机关申领,或在开展之日后再来。
    Apply to the authority of your registered home, or come back when this place opens for them.
    """
    if c.request is not Request.FIRST or not c.norm:
        return True
    if rollout.first_is_open(c.home, c.here, c.on, c.rules, c.counter.serves_first):
        return True
    return Said(home=province_name(c.home))


@rule("A1", "no_ground_of_stay", Kind.GROUND, REMOTE, part=PLACE)
def stays_lawfully(c: Intake) -> Verdict:
    """不在本地合法稳定就业、就学或者居住。
    The applicant does not lawfully and stably work, study or live here.
    请到常住户口所在地公安机关申请。
    Apply to the authority of your registered home.
    """
    return c.in_own_province or c.stay.ground is not StayGround.NONE


@rule("A1", "ground_of_stay", Kind.APPLICANT, REMOTE, part=PLACE)
def states_the_ground(c: Intake) -> Verdict:
    """请说明在本地就业、就学还是居住。
    Say whether you work, study or live here.
    """
    return c.in_own_province or c.stay.ground is not None


@rule("A1", "proof_of_stay", Kind.APPLICANT, REMOTE, part=PLACE, source="ten-2", any_of=Evidence)
def proves_the_stay(c: Intake) -> Verdict:
    """请补交一项在本地合法稳定就业、就学或者居住的证明。
    Bring one proof that you lawfully and stably work, study or live here.
    """
    return c.in_own_province or c.counter.stay_proof is StayProof.WAIVED or bool(c.evidence)


@rule(
    "A2",
    "not_open_point",
    Kind.GROUND,
    REMOTE,
    part=PLACE,
    unknown=Unknown(
        "point_unchecked",
        "尚未核实本受理点是否已公布并开放。",
        "Whether this point is published and open has not been checked.",
    ),
)
def point_is_open(c: Intake) -> Verdict:
    """本处不是已公布并开放的异地受理点。
    This is not a published, open acceptance point.
    请到已公布的异地受理点申请。
    Go to a published acceptance point.
    """
    return False if c.counter.kind is CounterKind.OTHER else c.counter.is_point


@rule("A2", "cause_not_served", Kind.GROUND, REMOTE, part=PLACE)
def point_serves_the_cause(c: Intake) -> Verdict:
    """本受理点不办理该申请事由。
    This point does not take applications for this cause.
    请到本地其他异地受理点申请。
    Go to another acceptance point here.
    """
    causes = c.counter.causes
    return not isinstance(causes, tuple) or c.cause in causes


CAPACITY_UNKNOWN = Unknown(
    "capacity_unchecked",
    "尚未核实申请人的年龄或者民事行为能力。",
    "The applicant's age or capacity has not been checked.",
)


@rule("A3", "sent_somebody_else", Kind.GROUND, REMOTE, HOME, part=COMPANY, unknown=CAPACITY_UNKNOWN)
def comes_in_person(c: Intake) -> Verdict:
    """年满十六周岁的公民应当由本人申请,不得由他人代办。
    A citizen of sixteen and over applies in person; nobody else can do it.
    请本人到受理点申请。
    Come to the counter yourself.
    """
    if c.presence not in (Presence.GUARDIAN, Presence.RELATIVE) or c.adult is False:
        return True
    if c.presence is Presence.GUARDIAN and c.person.capacity in LIMITED:
        return True
    return None if c.needs_guardian is None else False


@rule("A3", "guardian", Kind.APPLICANT, REMOTE, HOME, part=COMPANY, source="law-7", unknown=CAPACITY_UNKNOWN)
def guardian_comes_along(c: Intake) -> Verdict:
    """未满十六周岁或者不具有完全民事行为能力的,请由监护人陪同申请。
    Under sixteen, or without full capacity: come with your guardian.
    """
    if c.presence in GUARDIAN_PAPERS:
        return True
    return None if c.needs_guardian is None else not c.needs_guardian


@rule("A3", "applicant_in_person", Kind.APPLICANT, REMOTE, HOME, part=COMPANY)
def applicant_comes_along(c: Intake) -> Verdict:
    """请申请人本人到场,采集人像和指纹信息。
    The applicant has to come too, for the photograph and the fingerprints.
    """
    return c.presence not in (Presence.GUARDIAN, Presence.RELATIVE) or c.needs_guardian is not True


@rule(
    "A3",
    "guardian_proof",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=COMPANY,
    source="law-7",
    any_of=(Paper.HOUSEHOLD_REGISTER, Paper.BIRTH_CERTIFICATE),
    unknown=Unknown("guardian_unchecked", "尚未核实监护关系。", "The guardianship has not been checked."),
)
def guardian_is_proved(c: Intake) -> Verdict:
    """请监护人带来监护关系证明。
    The guardian has to bring proof of the guardianship.
    """
    if c.needs_guardian is not True:
        return True
    guardian, here = c.f.guardian, c.presence in GUARDIAN_PAPERS
    if guardian is UNSET:
        return here
    if guardian is None:
        return None if here else False
    return guardian.proved


@rule("A3", "guardian_id", Kind.APPLICANT, REMOTE, HOME, part=COMPANY, source="law-7", any_of=(Paper.GUARDIAN_ID,))
def guardian_shows_a_card(c: Intake) -> Verdict:
    """请监护人交验居民身份证。
    The guardian has to show his or her identity card.
    """
    return c.needs_guardian is not True or shows(c, Paper.GUARDIAN_ID)


@rule("A3", "id_card", Kind.APPLICANT, REMOTE, HOME, part=RENEWAL, any_of=(Paper.ID_CARD,))
def renewal_shows_the_card(c: Intake) -> Verdict:
    """申请换领的,请交验居民身份证。
    For a renewal show the identity card.
    """
    return c.request is not Request.RENEWAL or shows(c, Paper.ID_CARD)


@rule("A3", "card_reported_lost", Kind.GROUND, REMOTE, HOME, part=RENEWAL)
def card_is_not_reported_lost(c: Intake) -> Verdict:
    """所持居民身份证已挂失,不能换领。
    The card is reported lost and can't be renewed.
    请先解除挂失,或者改为申请补领。
    Have the loss report lifted first, or apply for a reissue.
    """
    return c.request is not Request.RENEWAL or c.searches.loss is not LossSearch.REPORTED


@rule("A3", "card_has_no_end", Kind.GROUND, REMOTE, HOME, part=RENEWAL, source="law-11")
def card_expires(c: Intake) -> Verdict:
    """居民身份证长期有效,不能以有效期满换领。
    The card is valid for good and can't be renewed for expiry.
    证件损坏或者登记项目变更的,请以该事由申请。
    If it is damaged or an item changed, apply for that cause.
    """
    return not (c.cause is Cause.EXPIRY and c.long_term)


@rule(
    "A3",
    "too_early",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=RENEWAL,
    source="law-11",
    unknown=Unknown("card_unread", "尚未查明原证有效期限。", "The validity of the old card is not known yet."),
)
def card_expires_soon(c: Intake) -> Verdict:
    """未到换领时间,最早可于{first_day}申请。
    Too early: the first day on which you can apply is {first_day}.
    """
    if c.cause is not Cause.EXPIRY or c.long_term or c.has_card is False:
        return True
    if c.first_day is None:
        return None
    return c.on >= c.first_day or Said(first_day=c.first_day.isoformat())


@rule(
    "A3",
    "change_not_on_register",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=RENEWAL,
    source="law-11",
    unknown=Unknown("change_unchecked", "尚未核实户口登记的变更。", "The change in the register has not been checked."),
)
def change_is_registered(c: Intake) -> Verdict:
    """登记项目变更的,请先在常住户口所在地办理户口登记变更。
    Have the change entered in the household register at home first.
    """
    if c.cause is not Cause.PARTICULARS_CHANGED:
        return True
    return c.register.main_items_match is not False if c.change_not_given else c.change


@rule(
    "A3",
    "register_or_permit",
    Kind.APPLICANT,
    REMOTE,
    part=REISSUE,
    any_of=(Paper.HOUSEHOLD_REGISTER, Paper.RESIDENCE_PERMIT),
)
def reissue_shows_register_or_permit(c: Intake) -> Verdict:
    """申请补领的,请交验居民户口簿或者居住证。
    For a reissue show the household register or the residence permit.
    """
    return c.request is not Request.REISSUE or shows(c, Paper.HOUSEHOLD_REGISTER, Paper.RESIDENCE_PERMIT)


@rule("B1", "register_book", Kind.APPLICANT, HOME, part=REISSUE, any_of=(Paper.HOUSEHOLD_REGISTER,))
def reissue_at_home_shows_the_register(c: Intake) -> Verdict:
    """在常住户口所在地补领的,请交验居民户口簿。
    For a reissue at home show the household register.
    """
    return c.request is not Request.REISSUE or shows(c, Paper.HOUSEHOLD_REGISTER)


@rule("A3", "loss_register_search", Kind.OFFICE, REMOTE, HOME, part=REISSUE)
def loss_register_is_searched(c: Intake) -> Verdict:
    """补领尚未查询全国居民身份证挂失申报系统。
    The loss register has not been searched.
    """
    return c.request is not Request.REISSUE or c.searches.loss in (LossSearch.NONE, LossSearch.REPORTED)


@rule(
    "A3",
    "found_card_offered",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=REISSUE,
    unknown=Unknown(
        "found_register_search",
        "补领尚未查询全国捡拾居民身份证信息库。",
        "The register of found cards has not been searched.",
    ),
)
def found_card_is_offered(c: Intake) -> Verdict:
    """您的居民身份证已被捡拾上交,可以直接领回;如坚持补领,请当场声明。
    Your card was handed in and you can have it back; say so if you want a new one all the same.
    """
    if c.request is not Request.REISSUE or c.searches.found is FoundSearch.NONE:
        return True
    if c.searches.found is FoundSearch.HELD:
        return c.f.insists
    return None


@rule("A3", "found_card_held", Kind.ADVICE, REMOTE, HOME, part=REISSUE)
def found_card_waits(c: Intake) -> Verdict:
    """原证已被捡拾上交,由公安机关暂存;补领的,新证发放后销毁并登记。
    The old card was found and is held; once a new one is handed over it is destroyed and registered.
    """
    return c.request is not Request.REISSUE or c.searches.found is not FoundSearch.HELD


@rule(
    "A3",
    "household_register",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=FIRST,
    source="law-10",
    any_of=(Paper.HOUSEHOLD_REGISTER,),
)
def first_shows_the_register(c: Intake) -> Verdict:
    """首次申领的,请交验居民户口簿。
    For a first card show the household register.
    """
    return c.request is not Request.FIRST or shows(c, Paper.HOUSEHOLD_REGISTER)


@rule("A3", "written_promise", Kind.APPLICANT, REMOTE, part=FIRST, source="norm-83", any_of=(Paper.WRITTEN_PROMISE,))
def first_away_promises_in_writing(c: Intake) -> Verdict:
    """异地首次申领的,请提交书面承诺书。
    For a first card away from home hand in the written promise.
    """
    return c.request is not Request.FIRST or shows(c, Paper.WRITTEN_PROMISE)


@rule("A3", "already_has_card", Kind.GROUND, REMOTE, HOME, part=FIRST, source="law-11")
def first_has_no_card(c: Intake) -> Verdict:
    """已领有居民身份证,不能首次申领。
    A card was issued already, so this is not a first application.
    请申请换领或者补领。
    Apply for a renewal or a reissue.
    """
    return c.request is not Request.FIRST or c.f.card in UNGIVEN


@rule("A3", "no_earlier_card", Kind.GROUND, REMOTE, HOME, source="law-11")
def has_a_card_to_follow(c: Intake) -> Verdict:
    """从未领取居民身份证,不能换领、补领。
    There never was a card, so none can be renewed or reissued.
    请申请首次申领。
    Apply for a first card.
    """
    return c.request is Request.FIRST or c.has_card is not False
