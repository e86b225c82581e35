"""办理 A3-A7: the acts of an application, one function an act, named by a verb of the trade.

Every act takes `by=` (the hand) and `at=` (aware). `version=` is the case's version the page showed: when another officer
has acted since, the act raises Conflict and does nothing. `key=` is the page's idempotency key: a double click gets the
stored answer. What an officer can mend is raised as Forbidden, Conflict or BadInput (`cases.errors`).

Planned doors (each raises as above; all return `forms.Done` unless said):

drafts.py      start(id_number, by, at) -> Draft            begin or take up again the draft of this person at this counter
               save(draft_id, form, by, at) -> Draft        keep what was typed
               read(draft_id, by) -> (Draft, IntakeForm)    `resume(case_id | notice number, by, at)` after a notice
acts_intake    preview(draft_id, by, at) -> Preview(answer, facts, seen)        rules without writing
               take_in(draft_id, by, at, key=None)          accept, notify once, refuse or pending, as the law answers
acts_fee       pay_fee(case_id, means, by, at, key=None) -> Fee
               refund(case_id, ground, by, at)
acts_home      sign_off(case_id, checks, by, at, version=None, key=None)
               send_back(case_id, what: tuple[str, ...], by, at, version=None)
               mend(case_id, mending, by, at, version=None)
               decline_to_sign(case_id, reason, contact, by, at, version=None)
acts_making    order_production(case_id, by, at)            record_made / record_rejected (from the centre's feedback)
               record_arrival(case_id, by, at, fit=True, fault="")
acts_collection hand_over(case_id, collection, by, at, version=None, key=None)
               replace_receipt(case_id, by, at)
acts_changes   withdraw(case_id, reason, by, at, version=None)
               propose_extension(case_id, days, ground, by, at) -> proposal id; extend(proposal_id, by, at)
"""
