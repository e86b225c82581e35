"""人员: the persons the registers speak of. The ID number stands as keyed index and sealed column, never in clear."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import models

from guizheng.law.id_number import mask as masked_number
from guizheng.ledger.codec import index_of, seal, unseal
from guizheng.ledger.keys import Bucketed, bucket_of, derived_id
from guizheng.registers import names
from guizheng.registers.names import mask as masked_name

__all__ = ["Person", "PersonData", "find", "id_number", "index_of", "masked_name", "masked_number", "masked_number_of"]
__all__ += ["prepare", "seal", "search", "unseal"]


class Person(Bucketed):
    """One person. `number_index` finds, `number_sealed` tells (through the codec), `revision` counts feed entries."""

    number_index = models.CharField(max_length=32)
    number_sealed = models.CharField(max_length=120)
    name = models.CharField(max_length=60)
    name_grams = models.CharField(max_length=240, blank=True)
    name_initials = models.CharField(max_length=30, blank=True)
    sex = models.CharField(max_length=1)
    ethnicity = models.CharField(max_length=2)
    birth_date = models.DateField()
    home_division = models.CharField(max_length=6)
    home_station = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, default="alive")
    active_service = models.BooleanField(default=False)
    capacity = models.CharField(max_length=8, blank=True)
    script = models.CharField(max_length=16, blank=True)
    prints = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "number_index"], name="person_number_once")]
        indexes = [
            models.Index(fields=["home_division", "name"], name="person_by_home"),
            models.Index(fields=["name"], name="person_by_name"),
            models.Index(fields=["name_initials"], name="person_by_initials"),
        ]


@dataclass(frozen=True, slots=True)
class PersonData:
    """What the population register says of a person. `capacity` is by_age, full, limited or none ('' = by age)."""

    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    home_division: str
    address: str
    home_station: str = ""
    phone: str = ""
    status: str = "alive"
    active_service: bool = False
    capacity: str = ""
    script: str = ""
    prints: tuple[str, ...] = ()


def find(id_number: str) -> Person | None:
    """查询人员 A5: the person with this number, in one query of one bucket; None for one the registers do not know."""
    try:
        bucket = bucket_of(id_number)
    except ValueError:
        return None
    return Person.objects.filter(bucket=bucket, number_index=index_of(id_number)).first()


def id_number(person: Person) -> str:
    """公民身份号码 G2: the number in the clear; whoever shows it whole records the look."""
    return unseal(person.number_sealed)


def masked_number_of(person: Person) -> str:
    """The number as pages show it by default."""
    return masked_number(id_number(person))


def prepare(data: PersonData) -> Person:
    """The row of a person, unsaved; its id follows from the number, so a retry makes the same row."""
    bucket, index = bucket_of(data.id_number), index_of(data.id_number)
    fields = {**asdict(data), "prints": list(data.prints)}
    number = fields.pop("id_number")
    return Person(
        bucket=bucket,
        id=derived_id(bucket, "person", index),
        number_index=index,
        number_sealed=seal(number.upper()),
        name_grams=names.grams(data.name),
        name_initials=names.initials(data.name),
        **fields,
    )


def search(text: str, *, homes: tuple[str, ...] = (), limit: int = 50) -> list[Person]:
    """检索人员 G2: by name (part of a name) or pinyin initials, within home divisions given by their leading digits.

    A whole name or initials use an index; a part of a name reads the scope, so a scope is asked for there.
    """
    wanted = names.plain(text)
    if not wanted:
        return []
    rows = Person.objects.all()
    if homes:
        scope = models.Q()
        for home in homes:
            scope |= models.Q(home_division=home) if len(home) == 6 else models.Q(home_division__startswith=home)
        rows = rows.filter(scope)
    if wanted.isascii():
        found = rows.filter(name_initials=wanted.lower())
    else:
        pieces = [wanted[at : at + 2] for at in range(len(wanted) - 1)] or [wanted]
        found = rows.filter(name=text.strip())
        if homes and not found.exists():
            found = rows
            for piece in pieces:
                found = found.filter(name_grams__contains=f" {piece} ")
    return list(found.order_by("name", "birth_date")[:limit])
