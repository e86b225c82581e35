"""The addresses of the windows. What names a case, a draft or a paper is an opaque id, never an ID number."""

from django.urls import path

from guizheng.web import account, case, home, public, search
from guizheng.web.counters import collection, intake, lifting, loss, till
from guizheng.web.desks import extension, production, signoff

urlpatterns = [
    path("", home.home, name="dashboard"),
    path("login", account.log_in, name="login"),
    path("appointment", account.appointment, name="appointment"),
    path("logout", account.log_out, name="logout"),
    path("points", public.places, name="points"),
    path("counter/intake/", intake.start, name="intake"),
    path("counter/intake/resume", intake.resume, name="intake-resume"),
    path("counter/intake/<uuid:draft>/ruling", intake.ruling, name="intake-ruling"),
    path("counter/intake/<uuid:draft>/done", intake.done, name="intake-done"),
    path("counter/intake/<uuid:draft>/portrait", intake.portrait, name="draft-portrait"),
    path("counter/intake/<uuid:draft>/live", intake.live, name="draft-live"),
    path("counter/intake/<uuid:draft>/<slug:step>/", intake.step, name="intake-step"),
    path("counter/loss/", loss.start, name="loss"),
    path("counter/loss/<uuid:visit>/", loss.entry, name="loss-entry"),
    path("counter/loss/<uuid:visit>/scan", loss.scan, name="loss-scan"),
    path("counter/loss/<uuid:visit>/ruling", loss.ruling, name="loss-ruling"),
    path("counter/loss/<uuid:visit>/done", loss.done, name="loss-done"),
    path("counter/loss/<uuid:visit>/portrait", loss.portrait, name="loss-portrait"),
    path("counter/lifting/", lifting.start, name="lifting"),
    path("counter/lifting/<uuid:visit>/", lifting.entry, name="lifting-entry"),
    path("counter/lifting/<uuid:visit>/ruling", lifting.ruling, name="lifting-ruling"),
    path("counter/lifting/<uuid:visit>/done", lifting.done, name="lifting-done"),
    path("counter/lifting/restore/<slug:proposal>/", lifting.second, name="restore"),
    path("counter/waiting/", home.waiting, name="queue-waiting"),
    path("counter/sent-back/", home.sent_back, name="queue-sent-back"),
    path("counter/arrivals/", collection.arrivals, name="arrivals"),
    path("counter/collection/", collection.queue, name="collection"),
    path("counter/collection/<uuid:case>/", collection.case, name="hand-over"),
    path("counter/refunds/", till.refunds, name="refunds"),
    path("counter/takings/", till.day, name="takings"),
    path("counter/takings/cancel", till.cancel, name="cancel-receipt"),
    path("desk/signoff/", signoff.queue, name="signoff"),
    path("desk/signoff/<uuid:case>/", signoff.case, name="signoff-case"),
    path("desk/production/", production.production, name="production"),
    path("desk/extension/", extension.desk, name="extensions"),
    path("search", search.search, name="search"),
    path("case/<uuid:case>/", case.page, name="case"),
    path("case/<uuid:case>/extend", case.extend, name="extend"),
    path("case/<uuid:case>/pay", case.pay, name="pay"),
    path("case/<uuid:case>/portrait", case.portrait, name="case-portrait"),
    path("case/<uuid:case>/live", case.live, name="case-live"),
    path("case/<uuid:case>/act/<slug:act>", case.act, name="act"),
    path("papers/<uuid:paper>.pdf", case.paper, name="paper"),
]
