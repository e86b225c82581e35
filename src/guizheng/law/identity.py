"""身份核验与不予受理 (A5 A6, C3): is this the person in the register, and may this person apply here?"""

from guizheng.law.acceptance import HOME, REMOTE
from guizheng.law.divisions import is_division
from guizheng.law.intake_view import Intake
from guizheng.law.presenting import FIRST_CARD
from guizheng.law.rules import Kind, Part, Unknown, Verdict, rule, unknown_and, unknown_not, unknown_or
from guizheng.law.terms import (
    AddressCheck,
    BarKind,
    FingerprintCheck,
    PersonSearch,
    PrintsTaken,
    Request,
    Status,
)

REGISTER_UNREAD = Unknown("register_check", "尚未与人口信息系统核验。", "The population register has not answered yet.")
NOT_CONFIRMED = Unknown("identity_decision", "尚未由民警核定身份。", "An officer has not decided on the identity yet.")

SAME_ADDRESS, SAME_PRINTS, ALIVE, TAKEN = AddressCheck.MATCH, FingerprintCheck.MATCH, Status.ALIVE, PrintsTaken.TAKEN


def _plain_identity(c: Intake) -> bool:
    register = c.register
    return (
        register.found is True
        and register.main_items_match is True
        and register.photo_on_file is True
        and register.number_sound is True
        and register.address is SAME_ADDRESS
        and c.person.status is ALIVE
        and c.person.active_service is False
        and c.identity.looks_changed is False
        and c.fingerprint is SAME_PRINTS
        and c.request is not FIRST_CARD
        and c.f.live_photo is True
        and c.f.prints_taken is TAKEN
        and c.card.readable is True
        and c.card.bilingual is False
    )


IDENTITY = Part("identity", _plain_identity)
NO_RECORD = Part("no record", lambda c: c.f.barred == ())


@rule("A5", "not_in_register", Kind.GROUND, REMOTE, HOME, part=IDENTITY, unknown=REGISTER_UNREAD)
def is_in_the_register(c: Intake) -> Verdict:
    """人口信息系统中查无此人,无法核验身份。
    The population register does not know the person.
    请到常住户口所在地公安机关核实户口登记。
    Have the household registration checked at home.
    """
    return c.register.found


@rule("A5", "deceased", Kind.GROUND, REMOTE, HOME, part=IDENTITY, unknown=REGISTER_UNREAD)
def is_alive(c: Intake) -> Verdict:
    """户口登记为死亡,不予受理。
    The register says that the person is dead.
    登记有误的,请到常住户口所在地公安机关更正。
    If that is wrong, have it corrected at home.
    """
    return None if c.person.status is None else c.person.status is not Status.DECEASED


@rule("A5", "declared_missing", Kind.GROUND, REMOTE, HOME, part=IDENTITY, unknown=REGISTER_UNREAD)
def is_not_missing(c: Intake) -> Verdict:
    """户口登记为宣告失踪,不予受理。
    The register says that the person is declared missing.
    请到常住户口所在地公安机关核实。
    Have it settled at home.
    """
    return None if c.person.status is None else c.person.status is not Status.MISSING


@rule("A5", "registration_cancelled", Kind.GROUND, REMOTE, HOME, part=IDENTITY, unknown=REGISTER_UNREAD)
def is_registered(c: Intake) -> Verdict:
    """户口已注销,不予受理。
    The household registration is cancelled.
    请到原常住户口所在地公安机关核实。
    Have it settled at the former home.
    """
    return None if c.person.status is None else c.person.status is not Status.CANCELLED


@rule(
    "C3",
    "active_service",
    Kind.GROUND,
    REMOTE,
    HOME,
    part=IDENTITY,
    source="law-22",
    unknown=Unknown("service_unchecked", "尚未核实是否现役军人或者武警。", "Active service has not been checked."),
)
def is_not_in_active_service(c: Intake) -> Verdict:
    """现役军人和人民武装警察的居民身份证由所在单位统一申办。
    Soldiers and armed police on active service apply through their unit.
    请通过团级以上单位申办;挂失申报和丢失招领仍可在任一窗口办理。
    Apply through your unit; loss reports and lost-and-found are open to you at any window.
    """
    return unknown_not(c.person.active_service)


@rule("A5", "number_unsound", Kind.GROUND, REMOTE, HOME, part=IDENTITY, source="practice", unknown=REGISTER_UNREAD)
def number_is_sound(c: Intake) -> Verdict:
    """公民身份号码重号或者有误,无法核验身份。
    The identity number is a duplicate or wrong in the register.
    请到常住户口所在地公安机关办理号码更正。
    Have the number corrected at home.
    """
    return c.register.number_sound


@rule("A5", "no_photo_on_file", Kind.GROUND, REMOTE, HOME, part=IDENTITY, source="practice", unknown=REGISTER_UNREAD)
def photo_is_on_file(c: Intake) -> Verdict:
    """人口信息系统中没有人像信息,无法核验身份。
    The register holds no photograph to compare with.
    请到常住户口所在地公安机关申请。
    Apply to the authority of your registered home.
    """
    return c.request is Request.FIRST or c.register.photo_on_file


@rule("A5", "items_differ", Kind.GROUND, REMOTE, HOME, part=IDENTITY, source="ten-3-2", unknown=NOT_CONFIRMED)
def items_agree_or_identity_is_confirmed(c: Intake) -> Verdict:
    """主要登记项目与人口信息系统不一致,难以确认身份。
    Main items differ from the population register and the identity can't be confirmed.
    请到常住户口所在地公安机关核实身份。
    Have your identity confirmed at home.
    """
    return unknown_or(c.register.main_items_match, c.change, c.confirmed)


@rule("A5", "address_differs", Kind.GROUND, REMOTE, HOME, part=IDENTITY, source="ten-3-2", unknown=NOT_CONFIRMED)
def address_agrees_or_identity_is_confirmed(c: Intake) -> Verdict:
    """住址与人口信息系统不一致,难以确认身份。
    The address differs from the population register and the identity can't be confirmed.
    请到常住户口所在地公安机关核实住址。
    Have the address settled at home.
    """
    address = c.register.address
    agrees = None if address is None else address in (AddressCheck.MATCH, AddressCheck.MOVED_WITHIN_PROVINCE)
    return agrees if c.counter.strict_address else unknown_or(agrees, c.confirmed)


@rule("A5", "looks_changed", Kind.GROUND, REMOTE, HOME, part=IDENTITY, source="ten-3-3", unknown=NOT_CONFIRMED)
def looks_prints_or_confirmation(c: Intake) -> Verdict:
    """相貌特征发生较大变化,且居民身份证未登记指纹信息,难以确认身份。
    The looks changed greatly, the card has no fingerprints, and the identity can't be confirmed.
    请到常住户口所在地公安机关核实身份。
    Have your identity confirmed at home.
    """
    return unknown_or(unknown_not(c.identity.looks_changed), c.prints_registered, c.confirmed)


@rule("A5", "fingerprint_mismatch", Kind.GROUND, REMOTE, HOME, part=IDENTITY, unknown=NOT_CONFIRMED)
def prints_agree_or_officer_confirms(c: Intake) -> Verdict:
    """指纹比对不一致,且无法以其他方式确认身份。
    The fingerprints do not match and the identity can't be confirmed in another way.
    请到常住户口所在地公安机关核实身份。
    Have your identity confirmed at home.
    """
    return c.fingerprint is not FingerprintCheck.MISMATCH or c.confirmed


@rule("A5", "decided_by_hand", Kind.ADVICE, REMOTE, HOME, part=IDENTITY)
def no_decision_by_hand(c: Intake) -> Verdict:
    """指纹比对不一致,由民警以其他方式确认身份,须记录理由。
    The prints do not match; an officer confirmed the identity in another way and records the reason.
    """
    return c.fingerprint is not FingerprintCheck.MISMATCH or c.confirmed is not True


@rule("A5", "fingerprint_comparison", Kind.OFFICE, REMOTE, HOME, part=IDENTITY)
def prints_are_compared(c: Intake) -> Verdict:
    """居民身份证已登记指纹信息,尚未现场比对。
    The card carries fingerprints that have not been compared yet.
    """
    if c.prints_registered is False or c.request is Request.FIRST:
        return True
    return c.fingerprint is not None and c.fingerprint is not FingerprintCheck.NOT_TAKEN


@rule(
    "A5",
    "somebody_else_found",
    Kind.GROUND,
    REMOTE,
    HOME,
    part=IDENTITY,
    source="norm-9",
    unknown=Unknown(
        "person_search",
        "首次申领尚未进行人像、指纹比对查重。",
        "The face and fingerprint search before a first card is open.",
    ),
)
def nobody_else_has_these_features(c: Intake) -> Verdict:
    """首次申领人像、指纹比对比中他人,身份存疑。
    The search before a first card found somebody else: the identity is in doubt.
    请到常住户口所在地公安机关核实身份。
    Have your identity confirmed at home.
    """
    if c.request is not Request.FIRST or not c.norm or c.adult is False:
        return True
    search = c.identity.search
    return None if search is None or search is PersonSearch.NOT_DONE else search is PersonSearch.NONE_ELSE


@rule(
    "A5",
    "live_photo",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=IDENTITY,
    source="ten-5",
    unknown=Unknown("photo_unchecked", "尚未采集人像信息。", "The photograph has not been taken yet."),
)
def photo_is_taken(c: Intake) -> Verdict:
    """请到场重新采集符合标准的人像。
    Come for a photograph that meets the standard.
    """
    return c.f.live_photo


@rule(
    "A5",
    "fingerprints",
    Kind.APPLICANT,
    REMOTE,
    HOME,
    part=IDENTITY,
    source="law-3",
    unknown=Unknown("prints_not_taken", "尚未采集指纹信息。", "The fingerprints have not been taken yet."),
)
def prints_are_given(c: Intake) -> Verdict:
    """申请换领、补领、申领居民身份证应当登记指纹信息,请配合采集。
    Fingerprints have to be registered with every application: please give them.
    """
    return None if c.f.prints_taken is None else c.f.prints_taken is not PrintsTaken.REFUSED


@rule("A5", "prints_not_registered", Kind.ADVICE, REMOTE, HOME, part=IDENTITY, source="law-3")
def prints_can_be_registered(c: Intake) -> Verdict:
    """指纹未能登记(注册失败或者未注册),不影响受理,请在登记表上注明。
    No prints could be registered; this does not stand in the way, but goes on the form.
    """
    return c.f.prints_taken not in (PrintsTaken.FAILED, PrintsTaken.UNABLE)


@rule("A5", "address_from_register", Kind.ADVICE, REMOTE, HOME, part=IDENTITY)
def card_address_is_current(c: Intake) -> Verdict:
    """新证住址以户口登记为准。
    The new card shows the address in the register.
    """
    return c.register.address in (AddressCheck.MATCH, None)


@rule("A5", "card_unreadable", Kind.ADVICE, REMOTE, HOME, part=IDENTITY)
def card_can_be_read(c: Intake) -> Verdict:
    """原证芯片无法读取,请以人口信息系统信息办理。
    The old card can't be read: work from the population register.
    """
    return c.card.readable is not False


@rule(
    "A4",
    "script_unprintable",
    Kind.GROUND,
    REMOTE,
    HOME,
    part=IDENTITY,
    source="law-4",
    unknown=Unknown(
        "script_unchecked",
        "尚未核实制证中心能否制作民族文字证件。",
        "Whether the centre can print the second script is not known yet.",
    ),
)
def script_can_be_printed(c: Intake) -> Verdict:
    """本地制证中心不能制作该民族文字的居民身份证。
    The production centre here can't print the second script of this card.
    请到常住户口所在地公安机关申请。
    Apply to the authority of your registered home.
    """
    return unknown_not(unknown_and(c.card.bilingual, unknown_not(c.f.production_prints_script)))


@rule("A5", "number_division_unknown", Kind.ADVICE, REMOTE, HOME, source="gb-11643")
def number_begins_with_a_division(c: Intake) -> Verdict:
    """公民身份号码前六位不是已知的行政区划代码,请留意核对。
    The first six digits of the number never were a division code: check with care.
    """
    return c.number_division is None or is_division(c.number_division)


LIST_UNREAD = Unknown("barred_list", "不良信用记录名单尚未核查。", "The list of barred persons has not been read.")


def _free_of(c: Intake, kind: BarKind) -> bool | None:
    if c.f.barred is None:
        return None
    for record in c.f.barred:
        if record.kind is kind and not record.withdrawn and not (record.on and record.on > c.on):
            return False
    return True


@rule("A6", "bad_conduct", Kind.GROUND, REMOTE, part=NO_RECORD, unknown=LIST_UNREAD)
def has_no_record_of_conduct(c: Intake) -> Verdict:
    """有伪造、变造、买卖、冒领、骗领、冒用证件等记录,异地申请不予受理。
    A record of forging, altering, trading, fraudulently obtaining or misusing papers: not accepted away from home.
    对记录有异议的,可向作出记录的公安机关申请复核。
    If the record is wrong, ask the authority that made it to check it.
    """
    return _free_of(c, BarKind.CONDUCT)


@rule("A6", "bad_credit", Kind.GROUND, REMOTE, part=NO_RECORD, unknown=LIST_UNREAD)
def is_not_on_the_credit_list(c: Intake) -> Verdict:
    """属于国家信用信息共享交换平台推送的不良信用记录人员,异地申请不予受理。
    On the list pushed by the national credit platform: not accepted away from home.
    对记录有异议的,可向信用信息的提供单位申请核实;撤销记录后即可受理。
    If the record is wrong, ask the body that supplied it; once withdrawn, the application is accepted.
    """
    return _free_of(c, BarKind.CREDIT)
