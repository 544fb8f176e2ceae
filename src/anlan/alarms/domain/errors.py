"""How this room refuses."""

from typing import ClassVar

from anlan.kernel.errors import AnlanError, ErrorClass


class AlarmAlreadyHandled(AnlanError):
    """Another hand was quicker: ``number``, ``state``, ``by``, ``at``."""

    code: ClassVar[str] = "alarms.already_handled"
    message: ClassVar[str] = "Alarm %(number)s is already %(state)s, by %(by)s at %(at)s."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT
