"""The addresses of the partner interface."""

from django.urls import path

from guizheng.api import decide, misuse, sandbox

urlpatterns = [
    path("v1/decide/<slug:matter>", decide.decide, name="api-decide"),
    path("v1/misuse-reports", misuse.report, name="api-misuse-reports"),
    path("test/v1/verify", sandbox.verify, name="api-test-verify"),
]
