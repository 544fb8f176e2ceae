"""The unified social credit code of legal persons and other organisations (GB 32100-2015)."""

from typing import ClassVar, Final

from anlan.kernel.errors import AnlanError

LENGTH: Final = 18
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_REGION: Final = slice(2, 8)


class CreditCodeIsWrong(AnlanError):
    """The code breaks GB 32100-2015: ``value``, ``rule`` (length, letters, region, check)."""

    code: ClassVar[str] = "enterprises.credit_code_is_wrong"
    message: ClassVar[str] = (
        "%(value)s is no unified social credit code: it has 18 digits and letters without I, O, S, V and Z,"
        " and its last one is computed from the others. Compare it with the licence."
    )


def check_letter(first_seventeen: str) -> str:
    """Return the last place of the code that begins with these seventeen."""
    total = sum(_LETTERS.index(letter) * weight for letter, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _LETTERS[-total % len(_LETTERS)]


def checked(code: str) -> str:
    """Return the code in capital letters without blanks, or refuse it."""
    plain = "".join(code.split()).upper()
    rule = _broken_rule(plain)
    if rule:
        raise CreditCodeIsWrong(value=plain[:40], rule=rule)
    return plain


def _broken_rule(code: str) -> str:
    if len(code) != LENGTH:
        return "length"
    if any(letter not in _LETTERS for letter in code):
        return "letters"
    if not code[_REGION].isdigit():
        return "region"
    return "" if check_letter(code[:-1]) == code[-1] else "check"
