"""Numbers of chemicals."""

import re
from typing import Final

_CAS: Final = re.compile(r"([1-9]\d{1,6})-(\d{2})-(\d)", re.ASCII)


def is_cas(text: str) -> bool:
    """Tell whether a text is a CAS registry number whose check digit holds."""
    found = _CAS.fullmatch(text)
    if found is None:
        return False
    digits = (found[1] + found[2])[::-1]
    return sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 10 == int(found[3])
