"""One officer at one screen, over Django's test client: pages are opened and their own forms sent, CSRF and all."""

from typing import Any

from django.test import Client

from guizheng.conf.browsing import Page
from guizheng.ledger.hands import Hand
from guizheng.organs.models import Appointment, Officer

PASSWORD = "story-password"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Screen:
    """Cookies are kept and redirects followed; `urls` remembers every address that was opened."""

    def __init__(self, hand: Hand, *, english: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.urls: list[str] = []
        if english:
            self.client.cookies["guizheng_language"] = "en"
        officer = Officer.objects.get(number=hand.officer)
        appointment = Appointment.objects.get(officer=officer, post=hand.post)
        self.client.force_login(officer, backend=BACKEND)
        session = self.client.session
        session["appointment"] = appointment.pk
        session["authority"] = {"zh": appointment.authority.name, "en": appointment.authority.name}
        session.save()

    def open(self, path: str) -> Page:
        return self._page(path, self.client.get(path, follow=True))

    def post(self, path: str, values: dict[str, Any]) -> Page:
        return self._page(path, self.client.post(path, values, follow=True, headers={"Referer": path}))

    def send(self, page: Page, field: str, **changes: Any) -> Page:
        target, values = page.filled(field, **changes)
        return self.post(target, values)

    def _page(self, path: str, response: Any) -> Page:
        last = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.urls += [path, *(url for url, _ in response.redirect_chain)]
        text = "" if response.streaming or response["Content-Type"] == "application/pdf" else response.content.decode()
        return Page(last, response.status_code, text)
