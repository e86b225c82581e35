"""登录状态: the officer who is logged in, and the appointment under which they act."""

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from guizheng.ledger.hands import Hand
from guizheng.organs import officers
from guizheng.organs.models import Appointment, Officer


def officer_of(request: HttpRequest) -> Officer | None:
    """The officer who is logged in."""
    return request.user if isinstance(request.user, Officer) else None


def appointments(officer: Officer) -> list[Appointment]:
    """The appointments of this officer in force today."""
    return officers.appointments(officer, timezone.localdate())


def hand_of(request: HttpRequest) -> Hand | None:
    """The hand that acts, asked again on every request: an appointment that ended today acts no more."""
    officer = officer_of(request)
    chosen = request.session.get("appointment")
    if officer is None or chosen is None:
        return None
    found = [one for one in appointments(officer) if one.pk == chosen]
    return officers.hand(officer, found[0]) if found else None


def confirmed(request: HttpRequest, password: str) -> bool:
    """再次核验身份: the officer types the password again before signing."""
    officer = officer_of(request)
    if officer is None:
        return False
    again = authenticate(request, number=officer.number, password=password)
    return again is not None and again.pk == officer.pk
