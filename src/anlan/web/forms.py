"""Form fields that look and read the same on every machine, whatever the browser's own language."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from anlan.kernel.errors import InvalidValue

_YEARS: Final = (1900, 2200)


class MomentField(forms.DateTimeField):
    """An instant typed as ``2020-06-27 03:30`` in China time; gives an aware datetime."""

    default_error_messages = {"invalid": _("Write the time as 2020-06-27 03:30.")}

    def __init__(self, **named: Any) -> None:
        look = {
            "placeholder": "2020-06-27 03:30",
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "moment-input",
        }
        named.setdefault("widget", forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs=look))
        formats = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M"]
        super().__init__(input_formats=formats, **named)


def typed_moment(text: str, field: str) -> datetime:
    """Return the instant that a field of a form without a Django form holds; refuse anything else by its name."""
    try:
        found: datetime = MomentField().clean(text)
    except (forms.ValidationError, OverflowError):
        raise InvalidValue(field=field, value=text[:40], rule="written_moment") from None
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise InvalidValue(field=field, value=text[:40], rule="written_moment")
    return found
