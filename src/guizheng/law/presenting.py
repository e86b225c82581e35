"""交验 (A3, at home B1): which papers and which card, and what the loss and found registers say of it."""

from msgspec import UNSET

from guizheng.law.acceptance import HOME, REMOTE, shows
from guizheng.law.intake_view import Intake
from guizheng.law.rules import Kind, Part, Said, Unknown, Verdict, rule
from guizheng.law.terms import Cause, FoundSearch, LossSearch, Paper, Request

# Bound once, as in acceptance: an enum's members are slow to look up on Python 3.11.
RENEWS, REISSUES, FIRST_CARD = Request.RENEWAL, Request.REISSUE, Request.FIRST
NOT_REPORTED, NOT_FOUND, REGISTER_BOOK = LossSearch.NONE, FoundSearch.NONE, Paper.HOUSEHOLD_REGISTER


def _plain_reissue(c: Intake) -> bool:
    searches = c.searches
    return (
        searches.loss is NOT_REPORTED and searches.found is NOT_FOUND and (c.shown is None or REGISTER_BOOK in c.shown)
    )


RENEWAL = Part("renewal", lambda c: c.request is not RENEWS)
REISSUE = Part("reissue", lambda c: c.request is not REISSUES or _plain_reissue(c))
FIRST = Part("first", lambda c: c.request is not FIRST_CARD)


UNGIVEN = (UNSET, "none", None)


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
