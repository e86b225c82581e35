"""指纹比对 B2: any registered finger may match; three tries a finger, then the officer decides by hand and says how."""

from collections.abc import Sequence

from guizheng.cases.asked import fingerprint
from guizheng.cases.loss.forms import LiftForm, LossForm, Try
from guizheng.law.terms import FingerprintCheck
from guizheng.ledger import codes

TRIES = 3
"""Of one finger; then another registered finger is laid on (渭南市公安局, 居民身份证挂失申报指纹比对规定)."""


def left(tries: Sequence[Try], registered: Sequence[str]) -> dict[str, int]:
    """剩余次数: how many tries each registered finger still has; none once one matched."""
    if matched(tries):
        return {}
    used = {finger: sum(1 for one in tries if one.finger == finger) for finger in registered}
    return {finger: TRIES - count for finger, count in used.items() if count < TRIES}


def matched(tries: Sequence[Try]) -> bool:
    return any(one.answer is FingerprintCheck.MATCH for one in tries)


def outcome(tries: Sequence[Try], registered: Sequence[str]) -> FingerprintCheck:
    """比对结论 B2: a match, a mismatch once every registered finger had its tries, else still to be compared."""
    if matched(tries):
        return FingerprintCheck.MATCH
    return FingerprintCheck.NOT_TAKEN if left(tries, registered) or not tries else FingerprintCheck.MISMATCH


def compared(
    number: str, form: LossForm | LiftForm, registered: Sequence[str], *, on_file: bool
) -> FingerprintCheck | None:
    """What stands of the comparison: the tries at this counter, or one sample sent with the form."""
    if not on_file or not form.tries:
        return fingerprint(number, form.print_finger, form.print_sample, on_file=on_file)
    return outcome(form.tries, registered or tuple({one.finger for one in form.tries}))


def said(tries: Sequence[Try], check: FingerprintCheck | None) -> str:
    """指纹核验 as the form prints it: the finger that matched and at which try, or how many failed."""
    for at, one in enumerate(tries, start=1):
        if one.answer is FingerprintCheck.MATCH:
            return f"{codes.finger(one.finger)}第{at}次比对一致"
    if tries:
        return f"已比对{len(tries)}次,均不一致"
    return check.zh if check else ""
