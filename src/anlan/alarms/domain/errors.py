"""How this room refuses."""

from anlan.kernel.errors import AnlanError, ErrorClass


class AlarmAlreadyHandled(AnlanError):
    """Another hand was quicker: ``number``, ``state``, ``by``, ``at``."""

    code = "alarms.already_handled"
    message = "Alarm %(number)s is already %(state)s, by %(by)s at %(at)s."
    error_class = ErrorClass.CONFLICT
