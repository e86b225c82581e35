"""录入有误: what an act found wrong goes beside the field it names."""

from django import forms

from guizheng.cases.errors import BadInput
from guizheng.web import words


def blame(form: forms.Form, error: BadInput) -> None:
    """Put the words of a BadInput beside its field, or on top when this form has no such field."""
    if not hasattr(form, "cleaned_data"):
        form.is_valid()
    field = error.field if error.field in form.fields else None
    form.add_error(field, error.says.in_(words.lang()))
