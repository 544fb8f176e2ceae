"""What a form sent, read strictly."""

import base64
import binascii
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.web import sent

_PREFIX: Final = "f_"
_PNG: Final = "data:image/png;base64,"
_LONGEST_IMAGE: Final = 280_000


def fields_of(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a document's form, as they were typed."""
    return {name.removeprefix(_PREFIX): value for name, value in request.POST.items() if name.startswith(_PREFIX)}


def signature_of(request: HttpRequest) -> bytes:
    """Return the picture that was drawn on the screen; empty where nothing was drawn."""
    text = sent.text(request, "signature")
    if not text:
        return b""
    try:
        if not text.startswith(_PNG) or len(text) > _LONGEST_IMAGE:
            raise ValueError
        return base64.b64decode(text.removeprefix(_PNG), validate=True)
    except (ValueError, binascii.Error) as error:
        raise InvalidValue(field="signature", value=text[:20], rule="a_signature_on_the_screen") from error


def amount_of(request: HttpRequest, name: str = "amount") -> Decimal:
    """Return an amount of money; commas between thousands are taken out."""
    text = sent.text(request, name).replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InvalidValue(field=name, value=text[:20], rule="an_amount") from error


def day_of(request: HttpRequest, name: str) -> date:
    """Return a day."""
    text = sent.text(request, name)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field=name, value=text[:20], rule="a_day") from error
