"""临时身份证明 (A8): for this flight, train or stay only, and its check on the spot, also without a network."""

from datetime import date, timedelta
from types import MappingProxyType

import msgspec
from msgspec import UNSET

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.common import answered, on_day
from guizheng.law.facts import FactsError, check_person
from guizheng.law.facts_temporary import (
    CertificateAnswer,
    CertificateFacts,
    CheckFacts,
    Place,
    Purpose,
    Signature,
    Span,
    Travel,
    Why,
)
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Said, Unknown, Verdict, rule
from guizheng.law.rulings import Answer, Asked
from guizheng.law.terms import Outcome

CERTIFICATE = Book("temporary-certificate", CONTEST)

PLACE_OF: MappingProxyType[Purpose, Place] = MappingProxyType(
    {Purpose.FLIGHT: Place.AIRPORT, Purpose.TRAIN: Place.RAILWAY_STATION, Purpose.HOTEL: Place.HOTEL_AREA}
)
"""Which station issues for which purpose."""

rule("G3", "not_begun", Kind.GROUND, CERTIFICATE)(common.started)


@rule("A8", "place_does_not_fit", Kind.GROUND, CERTIFICATE)
def place_fits(facts: CertificateFacts) -> Verdict:
    """此处不能开具用于{purpose}的临时身份证明。
    A certificate for this purpose ({purpose_en}) is not issued here.
    请到{place}开具。
    Turn to the {place_en}."""
    purpose, place = facts.purpose, facts.place
    if purpose is UNSET or place is PLACE_OF[purpose]:
        return True
    right = PLACE_OF[purpose]
    return Said(purpose=purpose.zh, purpose_en=purpose.en, place=right.zh, place_en=right.en)


@rule(
    "A8",
    "not_confirmed",
    Kind.GROUND,
    CERTIFICATE,
    unknown=Unknown("register_check", "人口系统尚未核查。", "The population register has not been consulted."),
)
def register_confirms(facts: CertificateFacts) -> Verdict:
    """经查询人口系统,不能核准身份。
    The population register does not confirm this identity.
    请提供其他能证明身份的证件,或者与常住户口所在地公安机关联系。
    Show another proof of identity, or contact the home authority."""
    return facts.register_confirms


rule(
    "A8",
    "holder_not_standing",
    Kind.GROUND,
    CERTIFICATE,
    unknown=Unknown("register_check", "人口系统尚未核查。", "The population register has not been consulted."),
)(common.standing)


@rule(
    "A8",
    "active_service",
    Kind.GROUND,
    CERTIFICATE,
    source="military-510",
    unknown=Unknown("service_check", "是否现役尚未核查。", "Whether the person is in active service is not known."),
)
def civilian(facts: CertificateFacts) -> Verdict:
    """现役军人、武警不开具临时身份证明。
    No certificate is issued to soldiers and armed police in active service.
    请使用军人、武警身份证件,或者由所在团级以上单位出具证明。
    Use the military identity paper, or a letter of the unit (regiment or above)."""
    return None if facts.person.active_service is None else not facts.person.active_service


@rule(
    "A8",
    "guardian_needed",
    Kind.APPLICANT,
    CERTIFICATE,
    source="law-7",
    unknown=Unknown("age_check", "年龄或行为能力尚未核查。", "Age or capacity has not been checked."),
)
def guardian_there(facts: CertificateFacts) -> Verdict:
    """不满十六周岁或者无完全行为能力的,须由监护人到场。
    A child under sixteen, or a person without full capacity, needs a guardian present."""
    if facts.guardian is not UNSET:
        return True
    needed = common.needs_guardian(facts.person, facts.on)  # type: ignore[arg-type]
    return None if needed is None else not needed


@rule(
    "A8",
    "guardian_proof",
    Kind.APPLICANT,
    CERTIFICATE,
    source="law-7",
    unknown=Unknown("guardian_check", "监护关系尚未核查。", "The guardian's relation has not been checked."),
)
def guardian_proof(facts: CertificateFacts) -> Verdict:
    """须提供监护关系的证明。
    Proof of the guardian's relation is needed."""
    if facts.guardian is UNSET or common.needs_guardian(facts.person, facts.on) is False:  # type: ignore[arg-type]
        return True
    return None if facts.guardian is None else facts.guardian.proved


@rule("B1", "report_the_loss", Kind.ADVICE, CERTIFICATE)
def loss_told(facts: CertificateFacts) -> Verdict:
    """证件丢失、被盗的,请尽快到就近的派出所或者户政办证大厅申报挂失。
    A lost or stolen card should be reported soon at the nearest station or hall."""
    return facts.why is Why.LEFT_BEHIND


def settled(facts: CertificateFacts, ask: Ask) -> CertificateFacts:
    """The facts with their dependent defaults: place and purpose fit each other, the trip is today's."""
    facts = on_day(facts, ask)
    place, purpose = facts.place, facts.purpose
    if purpose is UNSET:
        fitting = [known for known, station in PLACE_OF.items() if station is place]
        purpose = fitting[0] if fitting else Purpose.FLIGHT
    begins = ask.on if facts.travel.on is UNSET else facts.travel.on
    ends = facts.travel.until
    if ends is UNSET:
        ends = begins + timedelta(days=1) if purpose is Purpose.HOTEL else begins
    if begins < ask.on:
        raise FactsError("travel.on", "before the day ruled on")
    if ends < begins:
        raise FactsError("travel.until", "before travel.on")
    return msgspec.structs.replace(
        facts,
        place=PLACE_OF[purpose] if place is UNSET else place,
        purpose=purpose,
        travel=Travel(on=begins, until=ends),
    )


def certify(facts: CertificateFacts, ask: Ask) -> Answer:
    """开具临时身份证明:核准身份,用于当次乘机、乘火车、入住旅馆 (A8)。"""
    facts = settled(facts, ask)
    check_person(facts.person, ask.on)
    findings = CERTIFICATE.ask(facts, ask.explain)
    valid = None
    if findings.outcome is Outcome.ACCEPT:
        # Flight and train: to the end of the arrival day. Hotel: check-in on the first day, proof until the stay ends.
        valid = {"from": facts.travel.on, "until": facts.travel.until}
    return answered(ask, findings, parts={"valid": valid})


def check(facts: CheckFacts, ask: Ask) -> CertificateAnswer:
    """查验:依次为伪造、已撤销、用途不符、已使用、过期,否则有效 (A8)。"""
    if facts.signature is Signature.BAD:
        return CertificateAnswer.FORGED
    if facts.revoked:
        return CertificateAnswer.REVOKED
    if facts.presented_for is not UNSET and facts.presented_for is not facts.purpose:
        return CertificateAnswer.WRONG_PURPOSE
    if facts.used:
        return CertificateAnswer.USED
    begins, ends = span_of(facts.valid, ask)
    return CertificateAnswer.VALID if begins <= ask.on <= ends else CertificateAnswer.EXPIRED


def answer_check(facts: CheckFacts, ask: Ask) -> Answer:
    """The contract's view of `check`."""
    begins, ends = span_of(facts.valid, ask)
    if ends < begins:
        raise FactsError("valid.until", "before valid.from")
    answer = check(facts, ask)
    trace = (Asked("certificate_check", "A8", msgspec.to_builtins(facts), str(answer)),)
    return Answer(ask.matter, ask.on, ask.rules.name, parts={"answer": answer}, trace=trace if ask.explain else None)


def span_of(span: Span, ask: Ask) -> tuple[date, date]:
    """Both days of a certificate; a day left out is the day ruled on, or the other one."""
    begins, ends = span.from_, span.until
    if begins is UNSET:
        begins = ask.on if ends is UNSET else min(ask.on, ends)
    return begins, max(begins, ask.on) if ends is UNSET else ends


MATTERS = (
    Matter("temporary-certificate", "开具临时身份证明", "temporary certificate", CertificateFacts, certify),
    Matter("certificate-check", "查验临时身份证明", "check of a temporary certificate", CheckFacts, answer_check),
)
