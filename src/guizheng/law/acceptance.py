"""受理 (A1 A2 A3, G3): from where, at which point, in person. Each rule's docstring is its message."""

from msgspec import UNSET

from guizheng.law import rollout
from guizheng.law.divisions import province_name
from guizheng.law.intake_view import GUARDIAN_PAPERS, LIMITED, Intake
from guizheng.law.rules import Book, Kind, Part, Said, Unknown, Verdict, rule
from guizheng.law.rulings import Words
from guizheng.law.terms import (
    CounterKind,
    Evidence,
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
FIRST_CARD, IN_PERSON, ELSEWHERE = Request.FIRST, Presence.SELF, CounterKind.OTHER


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


PLACE = Part("place", _plain_place)
COMPANY = Part("company", lambda c: c.presence is IN_PERSON and c.needs_guardian is False)


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
