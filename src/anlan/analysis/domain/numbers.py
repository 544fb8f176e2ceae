"""Numbers as people type them: read strictly, so that no slip becomes another number, and said without exponents."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-"})
_WRITTEN: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?")


def written(text: str) -> float:
    """Return the number that a text is; ``ValueError`` for anything else.

    Commas stand between thousands alone (``1,500``), so that ``1,5`` is refused and not read as fifteen.
    """
    bare = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if not _WRITTEN.fullmatch(bare):
        raise ValueError(text[:40])
    return float(bare.replace(",", ""))


def plain(value: float, digits: int = 10) -> str:
    """Return a number with commas between thousands, rounded to so many significant digits, never as ``1e+06``."""
    return f"{Decimal(f'{value:.{digits}g}'):,f}"
