"""收款口 A7: what does not lie in the drawer moves through the treasury's system, once under the fee's own key."""

from datetime import datetime

from guizheng.cases.application.models import Fee
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import Conflict, Says
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.payment import Means, PaymentReceipt

MEANS: tuple[Means, ...] = ("cash", "card", "code")


def charge(fee: Fee, means: Means, at: datetime) -> str:
    """扫码、刷卡: the treasury's number of the payment; '' for cash. Asked again it is the same payment."""
    if means == "cash":
        return ""
    return _slip(doors.payment().pay(str(fee.id), fee.amount, fee.authority, means, day_of(at)))


def give_back(fee: Fee, slip: str, at: datetime) -> str:
    """原路退回: what the treasury took under this fee's key goes back the way it came; cash over the counter."""
    if not slip:
        return ""
    return _slip(doors.payment().refund(f"{fee.id}:back", str(fee.id), fee.amount, day_of(at)))


def _slip(answer: PaymentReceipt | Unknown) -> str:
    if isinstance(answer, Unknown):
        raise Conflict(
            Says(
                "支付系统没有答复,尚未入账;请按原方式再试一次,不会重复扣款或退款。",
                "The payment system does not answer and nothing is entered; try the same again: it moves money once.",
            )
        )
    if not answer.accepted:
        raise Conflict(
            Says("支付系统没有接受,未收未退。", "The payment system did not accept; nothing was taken or given back.")
        )
    return answer.receipt
