"""What people write, checked before it is stored."""

from anlan.kernel.errors import InvalidValue


def checked(field: str, text: str, longest: int, *, shortest: int = 1) -> str:
    """Return the text without blanks around it, or refuse one that is too short or too long."""
    found = text.strip()
    if not shortest <= len(found) <= longest:
        raise InvalidValue(field=field, value=found[:40], rule=f"{shortest}_to_{longest}_characters")
    return found
