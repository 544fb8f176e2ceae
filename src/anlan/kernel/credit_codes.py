"""The form of the unified social credit code of legal persons and other organisations (GB 32100-2015)."""

from typing import Final

LENGTH: Final = 18
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_REGION: Final = slice(2, 8)


def check_letter(first_seventeen: str) -> str:
    """Return the last place of the code that begins with these seventeen."""
    total = sum(_LETTERS.index(letter) * weight for letter, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _LETTERS[-total % len(_LETTERS)]


def written_plainly(code: str) -> str:
    """Return the code in capital letters without blanks."""
    return "".join(code.split()).upper()


def broken_rule(code: str) -> str:
    """Return the rule that a plainly written code breaks (length, letters, region, check), empty where none."""
    if len(code) != LENGTH:
        return "length"
    if any(letter not in _LETTERS for letter in code):
        return "letters"
    if not code[_REGION].isdigit():
        return "region"
    return "" if check_letter(code[:-1]) == code[-1] else "check"
