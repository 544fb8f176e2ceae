"""Phone numbers: what is accepted and what a page shows of one."""

import re

from anlan.people.domain.errors import PhoneNotValid

_FORM = re.compile(r"\+?\d(?:[ -]?\d){2,19}")
_HEAD, _TAIL = 3, 4
SEARCHABLE_TAIL = 4


def checked(phone: str) -> str:
    """Return the number without spaces and dashes; nothing stays nothing; refuse what is no number."""
    if phone.strip() == "":
        return ""
    if not _FORM.fullmatch(phone.strip()) or not phone.isascii():
        raise PhoneNotValid(phone="")
    return re.sub(r"[ -]", "", phone.strip())


def masked(phone: str) -> str:
    """Return a number with its middle hidden: the first three and last four digits of a long one, else two."""
    if len(phone) >= _HEAD + _TAIL + _TAIL:
        return f"{phone[:_HEAD]}{'*' * (len(phone) - _HEAD - _TAIL)}{phone[-_TAIL:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:] if phone else ""
