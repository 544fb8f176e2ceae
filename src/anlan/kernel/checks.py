"""Checking one field of what was given."""

from anlan.kernel.errors import InvalidValue


def check(holds: bool, field: str, value: object, rule: str) -> None:  # noqa: FBT001 - reads as a sentence at each call
    """Refuse a value by its field's name and the rule that it breaks, unless the rule holds."""
    if not holds:
        raise InvalidValue(field=field, value=value, rule=rule)
