"""What a warning's text says to do, as single measures that can be set large."""

import re
from math import atan2, cos, degrees, radians
from typing import Final

_NUMBER: Final = re.compile(r"^\s*(?:\d{1,2}\s*[.\u3001\uff0e)\uff09]|[\uff08(]\d{1,2}[)\uff09]|[-*\u2022\u00b7])\s*")


def measures_of(instruction: str) -> tuple[str, ...]:
    """Return the measures of an instruction, one for each line, without the number it begins with."""
    lines = (_NUMBER.sub("", line).strip() for line in instruction.splitlines())
    return tuple(line for line in lines if line)


def compass_of(here: tuple[float, float], there: tuple[float, float]) -> int:
    """Return in which of eight directions a point lies that is not far: 0 north, 2 east, and so on."""
    east, north = (there[0] - here[0]) * cos(radians(here[1])), there[1] - here[1]
    return round(degrees(atan2(east, north)) / 45) % 8
