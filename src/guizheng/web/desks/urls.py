"""The addresses of the desks over relying units: misuse, supervision, who asked. None names a person by number."""

from django.urls import path

from guizheng.web.desks import asked, misuse, supervision

urlpatterns = [
    path("misuse/", misuse.queue, name="misuse"),
    path("misuse/new", misuse.new, name="misuse-new"),
    path("misuse/<uuid:case>/", misuse.case, name="misuse-case"),
    path("misuse/<uuid:case>/evidence/<slug:digest>", misuse.piece, name="misuse-evidence"),
    path("supervision/", supervision.units, name="supervision"),
    path("supervision/<int:unit>/", supervision.unit, name="supervision-unit"),
    path("supervision/papers/<uuid:paper>.pdf", supervision.paper, name="supervision-paper"),
    path("asked/", asked.asked, name="asked"),
    path("asked/<uuid:person>/complaint", asked.complain, name="complaint"),
]
