"""The addresses of the portal of relying units. No address names a unit or a person."""

from django.urls import path

from guizheng.web.units import account, misuse, pages

urlpatterns = [
    path("", pages.home, name="unit-home"),
    path("login", account.log_in, name="unit-login"),
    path("logout", account.log_out, name="unit-logout"),
    path("hits/", pages.hit_list, name="unit-hits"),
    path("hits/<uuid:hit>/", pages.hit_page, name="unit-hit"),
    path("hits/<uuid:hit>/report", misuse.report, name="unit-hit-report"),
    path("reports/", misuse.reports, name="unit-reports"),
    path("reports/new", misuse.report, name="unit-report"),
    path("keys/", pages.keys, name="unit-keys"),
    path("keys/<int:key>/<slug:act>", pages.key, name="unit-key"),
    path("receipts/", pages.receipts, name="unit-receipts"),
    path("test/", pages.integration, name="unit-test"),
]
