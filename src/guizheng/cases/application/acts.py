"""办理 A3-A7: the acts of an application, one function an act, named by a verb of the trade.

Every act takes `by=` (the hand) and `at=` (aware). `version=` is the case's version the page showed: when another
officer has acted since, the act raises Conflict and does nothing. `key=` is the page's idempotency key: a double click
gets the stored answer. What an officer can mend is raised as Forbidden, Conflict or BadInput (`cases.errors`).
"""

from guizheng.cases.application.acts_changes import correct, record_cancellation, record_death, withdraw
from guizheng.cases.application.acts_collection import check, hand_over, replace_receipt
from guizheng.cases.application.acts_extension import extend, propose_extension, refuse_extension
from guizheng.cases.application.acts_home import decline_to_sign, mend, review, send_back, sign_off
from guizheng.cases.application.acts_intake import preview, take_in
from guizheng.cases.application.acts_making import order_production, record_arrival, record_made, record_rejected
from guizheng.cases.application.drafts import drop, read, resume, save, start
from guizheng.cases.application.fees import cancel_fee, pay_fee, refund

__all__ = ["cancel_fee", "check", "correct", "decline_to_sign", "drop", "extend", "hand_over", "mend"]
__all__ += ["order_production", "pay_fee", "preview", "propose_extension", "read", "record_arrival"]
__all__ += ["record_cancellation", "record_death", "record_made", "record_rejected", "refund", "refuse_extension"]
__all__ += ["replace_receipt", "resume", "review", "save", "send_back", "sign_off", "start", "take_in", "withdraw"]
