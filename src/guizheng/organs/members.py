"""用证单位人员 B4: who logs in for a relying unit; they act for the unit alone and hold no post."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password, make_password
from django.db import models

from guizheng.organs.units import RelyingUnit


class UnitMember(models.Model):
    """One person of one unit. `demo` marks log-ins with a published password."""

    unit = models.ForeignKey(RelyingUnit, models.PROTECT, related_name="members")
    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    password = models.CharField(max_length=128)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.name}({self.unit})"


def add(unit: RelyingUnit, login: str, name: str, password: str, *, demo: bool = False) -> UnitMember:
    """A new log-in for a unit. ValueError for a log-in that might be an officer's number."""
    if login.isdigit():
        raise ValueError("log-in of a unit's person: not digits alone")
    return UnitMember.objects.create(unit=unit, login=login, name=name, password=make_password(password), demo=demo)


def find(member_id: object) -> UnitMember | None:
    """The person, while they may log in."""
    rows = UnitMember.objects.select_related("unit", "unit__division").filter(is_active=True)
    return rows.filter(pk=member_id).first() if isinstance(member_id, int) else None


class MemberBackend:
    """Checks a unit's log-in where the portal asks (`request.for_units`), and nowhere else; it makes no officer."""

    def authenticate(self, request: Any, number: str = "", password: str = "") -> UnitMember | None:
        if not getattr(request, "for_units", False):
            return None
        found = UnitMember.objects.filter(login=number, is_active=True).first()
        if found is None:
            make_password(password)
            return None
        return found if check_password(password, found.password) else None

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        return None
