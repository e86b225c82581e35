"""冒用报告 (B4 A6): what the police owe, which article applies, and whether the one who did it is barred."""

from dataclasses import dataclass
from datetime import date

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.clauses import citation
from guizheng.law.common import answered, on_day
from guizheng.law.facts_misuse import Duty, MisuseAct, MisuseFacts
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Verdict, rule
from guizheng.law.rulings import Answer
from guizheng.law.values import OPINIONS, RULE_SETS, Row, Value

MISUSE = Book("misuse-report", CONTEST)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a proven act: the article, whether A6 bars whoever did it, whether the card is taken in."""

    article: str
    bars: bool
    confiscated: bool


CONSEQUENCES: Value[dict[MisuseAct, Consequence]] = Value(
    "misuse_consequences",
    (
        Row(
            {
                MisuseAct.USED: Consequence("law-17", bars=True, confiscated=False),
                MisuseAct.LENT: Consequence("law-16", bars=False, confiscated=False),
                MisuseAct.BOUGHT: Consequence("law-17", bars=True, confiscated=True),
                MisuseAct.SOLD: Consequence("law-17", bars=True, confiscated=True),
                MisuseAct.FORGED: Consequence("law-18", bars=True, confiscated=True),
                MisuseAct.ALTERED: Consequence("law-18", bars=True, confiscated=True),
                MisuseAct.OBTAINED_BY_FRAUD: Consequence("law-16", bars=True, confiscated=True),
            },
            date(2012, 1, 1),
            "A6",
        ),
    ),
)
"""By the law in the form in force since 2012-01-01; who is barred, by A6."""

rule("G3", "not_begun", Kind.GROUND, MISUSE)(common.started)


@rule("B4", "finding", Kind.OFFICE, MISUSE)
def found_out(facts: MisuseFacts) -> Verdict:
    """是否属实尚未查明,未查实前不登记不良记录。
    Whether it is true has not been found out; until then nobody is barred."""
    return facts.proven is not None


@rule("A6", "actor_unknown", Kind.OFFICE, MISUSE)
def actor_known(facts: MisuseFacts) -> Verdict:
    """行为人是否持证人尚未查明。
    Whether the holder did it has not been found out."""
    return facts.actor_is_holder is not None


@rule("B4", "own_card", Kind.ADVICE, MISUSE)
def anothers_card(facts: MisuseFacts) -> Verdict:
    """使用本人证件不是冒用。
    Using one's own card is not misuse."""
    return not (facts.act is MisuseAct.USED and facts.actor_is_holder is True)


def consequence(act: MisuseAct, on: date) -> Consequence:
    """What follows from a proven act on that day. LookupError before 2012."""
    return CONSEQUENCES.must(on, RULE_SETS[OPINIONS])[act]


def bars(facts: MisuseFacts, on: date) -> bool:
    """不予受理的对象:查实的行为人,从来不是证件被冒用的持证人;出借不在其列 (A6)。"""
    if facts.proven is not True or facts.actor_is_holder is None:
        return False
    own = facts.act is MisuseAct.USED and facts.actor_is_holder
    return consequence(facts.act, on).bars and not own


def duties(facts: MisuseFacts, on: date) -> tuple[Duty, ...]:
    """公安机关的职责 (B4), in the order they fall due."""
    owed = [Duty.TAKE_UP, Duty.KEEP_EVIDENCE]
    if facts.actor_is_holder is not True:
        owed.append(Duty.INFORM_HOLDER)
    if facts.proven is not True:
        return tuple(owed)
    if consequence(facts.act, on).confiscated:
        owed.append(Duty.CONFISCATE)
    if not (facts.act is MisuseAct.USED and facts.actor_is_holder):
        owed.append(Duty.HAND_ON)
    if bars(facts, on):
        owed.append(Duty.RECORD_BAR)
    return tuple(owed)


def decide(facts: MisuseFacts, ask: Ask) -> Answer:
    """冒用报告:发现冒用的及时报告公安机关,查实的依法处理 (B4)。"""
    on = max(ask.on, CONSEQUENCES.rows[0].since)
    findings = MISUSE.ask(on_day(facts, ask), ask.explain)
    parts = {
        "duties": duties(facts, on),
        "article": citation(consequence(facts.act, on).article),
        "bars": "yes" if bars(facts, on) else "no",
    }
    return answered(ask, findings, parts=parts)


MATTERS = (Matter("misuse-report", "冒用报告", "misuse report", MisuseFacts, decide),)
