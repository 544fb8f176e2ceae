"""What a form sent, read strictly."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import HttpRequest

from anlan.investigations import api
from anlan.kernel.errors import InvalidValue
from anlan.web import sent

_YUAN_IN_TEN_THOUSAND: Final = 10_000
_AMOUNT: Final = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{0,6})?")


def day_of(request: HttpRequest, name: str) -> date:
    """Return a day."""
    text = sent.text(request, name)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidValue(field=name, value=text[:20], rule="a_day") from error


def number_of(request: HttpRequest, name: str, missing: int | None = None) -> int:
    """Return a whole number, ``missing`` where the field is empty and may be."""
    text = sent.text(request, name)
    if not text and missing is not None:
        return missing
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise InvalidValue(field=name, value=text[:20], rule="a_whole_number")
    return int(text)


def harm_of(request: HttpRequest) -> api.Harm:
    """Return the figures of an accident; the loss is typed in ten thousand yuan."""
    return api.Harm(
        dead=number_of(request, "dead", 0),
        missing=number_of(request, "missing", 0),
        injured=number_of(request, "injured", 0),
        loss_yuan=_yuan_of(request),
    )


def officers_of(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Return the officers named for a case, with their certificates."""
    pairs = [(sent.text(request, f"officer_{n}"), sent.text(request, f"number_{n}")) for n in (1, 2)]
    return tuple(pair for pair in pairs if any(pair))


def _yuan_of(request: HttpRequest) -> int:
    text = sent.text(request, "loss").replace(",", "") or "0"
    if not _AMOUNT.fullmatch(text):
        raise InvalidValue(field="loss", value=text[:20], rule="an_amount")
    amount = Decimal(text) * _YUAN_IN_TEN_THOUSAND
    if amount != amount.to_integral_value():
        raise InvalidValue(field="loss", value=text[:20], rule="whole_yuan")
    return int(amount)
