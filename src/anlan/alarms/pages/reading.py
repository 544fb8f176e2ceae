"""What addresses and forms of this room say, read strictly."""

from django.http import HttpRequest


def whole(text: str, otherwise: int) -> int:
    """Return a whole number of an address, or ``otherwise`` where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def text(request: HttpRequest, field: str) -> str:
    """Return a form's text without blanks around it."""
    return request.POST.get(field, "").strip()
