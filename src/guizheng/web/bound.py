"""录入有误: what an act found wrong goes beside the field it names; and the hidden fields of every form that acts."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from guizheng.cases.errors import BadInput
from guizheng.web import words


def blame(form: forms.Form, error: BadInput) -> None:
    """Put the words of a BadInput beside its field, or on top when this form has no such field."""
    if not hasattr(form, "cleaned_data"):
        form.full_clean()
    field = error.field if error.field in form.fields else None
    form.add_error(field, words.chosen(error.says.zh, error.says.en))


def rebound(form: forms.Form) -> forms.Form:
    """The same form, bound to what it shows, so that something can be said beside a field of it."""
    if form.is_bound:
        return form
    shown = MultiValueDict[str, Any]()
    for field in form:
        value = field.value()
        shown.setlist(field.html_name, list(value) if isinstance(value, list | tuple) else [value] if value else [])
    return type(form)(shown)


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
