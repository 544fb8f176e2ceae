"""What acts read strictly."""

from anlan.kernel.errors import InvalidValue


def checked_text(field: str, text: str, *, most: int = 500) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not 1 <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:most], rule=f"1_to_{most}_characters")
    return text
