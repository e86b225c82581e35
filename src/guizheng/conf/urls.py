"""The addresses of the house: its health, the language switch, and the pages of each window."""

from django.urls import include, path

from guizheng.conf.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", include("guizheng.api.urls")),
    path("desk/", include("guizheng.web.desks.urls")),
    path("units/", include("guizheng.web.units.urls")),
    path("", include("guizheng.web.urls")),
]
