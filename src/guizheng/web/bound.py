"""录入有误: what an act found wrong goes beside the field it names; and the hidden fields of every form that acts."""

import uuid

from django import forms
from django.http import HttpRequest

from guizheng.cases.errors import BadInput
from guizheng.web import words


def blame(form: forms.Form, error: BadInput) -> None:
    """Put the words of a BadInput beside its field, or on top when this form has no such field."""
    if not hasattr(form, "cleaned_data"):
        form.full_clean()
    field = error.field if error.field in form.fields else None
    form.add_error(field, words.chosen(error.says.zh, error.says.en))


def version_of(request: HttpRequest) -> int | None:
    """The version of what the page showed: an act on an older one is a Conflict."""
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None


def key_of(request: HttpRequest) -> uuid.UUID | None:
    """The idempotency key of the page: a double click is one act."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
