"""The unified social credit code of an enterprise (GB 32100-2015): refused where it is none."""

from typing import ClassVar

from anlan.kernel.credit_codes import broken_rule, written_plainly
from anlan.kernel.errors import AnlanError


class CreditCodeIsWrong(AnlanError):
    """The code breaks GB 32100-2015: ``value``, ``rule`` (length, letters, region, check)."""

    code: ClassVar[str] = "enterprises.credit_code_is_wrong"
    message = (
        "%(value)s is no unified social credit code: it has 18 digits and letters without I, O, S, V and Z,"
        " and its last one is computed from the others. Compare it with the licence."
    )


def checked(code: str) -> str:
    """Return the code in capital letters without blanks, or refuse it."""
    plain = written_plainly(code)
    rule = broken_rule(plain)
    if rule:
        raise CreditCodeIsWrong(value=plain[:40], rule=rule)
    return plain
