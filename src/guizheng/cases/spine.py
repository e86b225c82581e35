"""办件: Case, and the one way a case moves: lock, ask, write, trace; all or nothing."""

from django.db import models

from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.persons import Person


class Case(Bucketed):
    """One case of any matter. Its id is also its stream in the ledger; `open` is false at an end stage.

    `accepting` and `home` are 12-digit authority codes; `due` is the statutory limit (rolled), `sign_by` the home side's.
    """

    matter = models.CharField(max_length=16)
    number = models.CharField(max_length=22)
    stage = models.CharField(max_length=16)
    person = Within(Person)
    accepting = models.CharField(max_length=12)
    home = models.CharField(max_length=12)
    accepting_county = models.CharField(max_length=6)
    home_county = models.CharField(max_length=6)
    taken_in_by = models.CharField(max_length=16)
    filed_at = models.DateTimeField()
    stage_at = models.DateTimeField()
    open = models.BooleanField(default=True)
    priority = models.BooleanField(default=False)
    due_raw = models.DateField(null=True)
    due = models.DateField(null=True)
    sign_by = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    extended_by = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["bucket", "person_uid", "matter"],
                condition=models.Q(open=True, matter="application"),
                name="one_open_application",
            ),
        ]
        indexes = [
            models.Index(fields=["accepting", "stage", "due"], name="case_by_accepting"),
            models.Index(fields=["home", "stage", "due"], name="case_by_home"),
            models.Index(fields=["due"], condition=models.Q(open=True), name="case_by_due"),
        ]
