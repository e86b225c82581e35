"""键: the one door for keys of tables that grow with citizens.

Every such row carries `bucket` = first two digits of the ID number * 100 + hash(ID number) % 100, never updated, and an
`id`, a UUIDv8 whose first 16 bits are the bucket: a URL, a QR code, a form field or a job argument is one opaque value,
and `objects.at(id)` makes the pair. So the same models run on SQLite, PostgreSQL, hash partitions and Citus.

A business transaction touches one citizen's bucket, plus these side tables: Serial, NumberDirectory, Job, Idempotency,
SequenceHead, Proposal, and the officers' and authorities' reference tables.
"""

import hashlib
import os
import uuid
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast, overload

from django.db import models

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
T = TypeVar("T")


def bucket_of(id_number: str) -> int:
    """Bucket of a person, 0..9999: province digits of the ID number * 100 + a stable hash % 100."""
    digest = hashlib.blake2b(id_number.upper().encode(), digest_size=4, person=b"gz-bucket").digest()
    return int(id_number[:2]) * 100 + int.from_bytes(digest, "big") % 100


def bucket_in(uid: uuid.UUID) -> int:
    """The bucket that an id carries in its first 16 bits."""
    return uid.int >> 112


def new_id(bucket: int) -> uuid.UUID:
    """A new UUIDv8 whose first 16 bits are the bucket; 106 random bits follow."""
    value = (bucket << 112) | int.from_bytes(os.urandom(14), "big")
    value = (value & ~(0xF << 76)) | (0x8 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def derived_id(bucket: int, *parts: str) -> uuid.UUID:
    """An id that follows from its parts, so that a retry makes the same row."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=14, person=b"gz-derived").digest()
    value = (bucket << 112) | int.from_bytes(digest, "big")
    value = (value & ~(0xF << 76)) | (0x8 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


class BucketedQuerySet(models.QuerySet[M]):
    def at(self, uid: uuid.UUID | str) -> M:
        """The row with this id; raises the model's DoesNotExist, also for text that is no id."""
        try:
            key = uid if isinstance(uid, uuid.UUID) else uuid.UUID(uid)
        except ValueError:
            raise cast(Any, self.model).DoesNotExist from None
        return self.get(bucket=bucket_in(key), id=key)

    def lock(self, uid: uuid.UUID | str) -> M:
        """The same row, locked until the transaction ends (SQLite: the transaction is IMMEDIATE already)."""
        return self.select_for_update(of=("self",)).at(uid)


class BucketedManager(models.Manager[M]):
    def get_queryset(self) -> BucketedQuerySet[M]:
        return BucketedQuerySet(self.model, using=self._db)

    def select_related(self, *fields: Any) -> BucketedQuerySet[M]:
        return self.get_queryset().select_related(*fields)

    def at(self, uid: uuid.UUID | str) -> M:
        return self.get_queryset().at(uid)

    def lock(self, uid: uuid.UUID | str) -> M:
        return self.get_queryset().lock(uid)


class Bucketed(models.Model):
    """A row of a table that grows with citizens: composite key (bucket, id)."""

    pk = models.CompositePrimaryKey("bucket", "id")
    bucket = models.PositiveSmallIntegerField(editable=False)
    id = models.UUIDField(editable=False)

    objects = BucketedManager[Self]()

    class Meta:
        abstract = True
        base_manager_name = "objects"


if TYPE_CHECKING:

    class _Relation(models.ForeignObject[T, T]): ...

else:

    class _Relation(models.ForeignObject):
        def __class_getitem__(cls, _):
            return cls


class Within(_Relation[T]):
    """A relation between two tables of one citizen: writes `<name>_uid` and joins on (bucket, <name>_uid)."""

    @overload
    def __init__(self: "Within[N]", to: type[N], *, null: Literal[False] = False, related_name: str = "+") -> None: ...
    @overload
    def __init__(self: "Within[N | None]", to: type[N], *, null: Literal[True], related_name: str = "+") -> None: ...
    def __init__(self, to: Any, *, null: bool = False, related_name: str = "+", **kwargs: Any) -> None:
        self.uid_null = null
        kwargs.setdefault("on_delete", models.DO_NOTHING)
        kwargs.setdefault("from_fields", [])
        kwargs.setdefault("to_fields", ["bucket", "id"])
        super().__init__(to, null=null, related_name=related_name, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False, **kwargs: Any) -> None:
        uid = f"{name}_uid"
        self.from_fields = ["bucket", uid]
        if not any(field.name == uid for field in cls._meta.local_fields):
            cls.add_to_class(uid, models.UUIDField(null=self.uid_null, editable=False))
        super().contribute_to_class(cls, name, private_only, **kwargs)

    def deconstruct(self) -> Any:
        """A migration knows plain Django only."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignObject", args, kwargs
