"""What a form sent, read strictly."""

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.web import sent

_PREFIX = "f_"
_LONGEST_CLOCK = 16


def figures(request: HttpRequest) -> dict[str, str]:
    """Return the figures of a form, as they were typed."""
    return {name.removeprefix(_PREFIX): value for name, value in request.POST.items() if name.startswith(_PREFIX)}


def pressed(request: HttpRequest) -> int | None:
    """Return when the button was pressed by the phone's own clock, in milliseconds; None where it says nothing."""
    value = sent.text(request, "pressed_at")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= _LONGEST_CLOCK):
        raise InvalidValue(field="pressed_at", value=value[:20], rule="milliseconds")
    return int(value)
