"""Refusals about enterprises."""

from typing import ClassVar

from anlan.kernel.errors import AnlanError, ErrorClass


class CodeIsTaken(AnlanError):
    """An enterprise of this code is registered: ``code``."""

    code: ClassVar[str] = "enterprises.code_is_taken"
    message: ClassVar[str] = "An enterprise with the code %(code)s is registered already. Search for it by its code."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT
