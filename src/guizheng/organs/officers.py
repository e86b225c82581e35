"""民警与岗位 D3: who logs in, and which post at which authority answers for what they do."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority
from guizheng.organs.jurisdiction import in_force_on


class Rank(models.TextChoices):
    OFFICER = "officer", "人民警察"
    AUXILIARY = "auxiliary", "警务辅助人员"


class OfficerManager(BaseUserManager["Officer"]):
    def create_officer(self, number: str, name: str, password: str, **more: Any) -> "Officer":
        """A new officer under a six-digit 警号. Raises ValueError for another shape of number."""
        if len(number) != 6 or not (number.isascii() and number.isdigit()):
            raise ValueError("officer number: six digits")
        officer = self.model(number=number, name=name, **more)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """One officer or auxiliary. `demo` marks the log-ins of the demo, with which nothing but this machine is served."""

    number = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=40)
    rank = models.CharField(max_length=10, choices=Rank.choices, default=Rank.OFFICER)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)

    objects = OfficerManager()
    USERNAME_FIELD = "number"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return f"{self.name}({self.number})"


class Appointment(models.Model):
    """任职: one post (law.procedure.Post) of one officer at one authority, from `since` until (not on) `until`."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "authority", "post", "since"], name="appointment_once")
        ]

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


def appointments(officer: Officer, on: date) -> list[Appointment]:
    """The posts an officer holds on a day, oldest first; none when no longer active."""
    if not officer.is_active:
        return []
    rows = Appointment.objects.filter(in_force_on(on), officer=officer)
    return list(rows.select_related("authority").order_by("since", "pk"))


def hand(officer: Officer, appointment: Appointment) -> Hand:
    """The hand that every act receives as `by=`. Raises ValueError when the appointment is another officer's."""
    if appointment.officer_id != officer.pk:
        raise ValueError("the appointment is not this officer's")
    return Hand(
        officer=officer.number,
        name=officer.name,
        rank=officer.rank,
        appointment=appointment.pk,
        post=appointment.post,
        authority=appointment.authority_id,
        division=appointment.authority.division_id or "",
    )


def demo_officers_exist() -> bool:
    """Whether log-ins with published passwords stand in this database."""
    return Officer.objects.filter(demo=True, is_active=True).exists()
