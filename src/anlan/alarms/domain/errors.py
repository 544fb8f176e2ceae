"""How this room refuses."""

from anlan.kernel.errors import AnlanError, ErrorClass


class AlarmAlreadyHandled(AnlanError):
    """Another hand was quicker: ``number``, ``state``, ``by``, ``at``."""

    code = "alarms.already_handled"
    message = "Alarm %(number)s is already %(state)s, by %(by)s at %(at)s."
    error_class = ErrorClass.CONFLICT


class TooLateToReopen(AnlanError):
    """The dismissal was too long ago to be taken back: ``minutes``."""

    code = "alarms.too_late_to_reopen"
    message = "A dismissal can be taken back for %(minutes)s minutes only. A new signal raises a new alarm."
    error_class = ErrorClass.CONFLICT


class PlaceHasOpenAlarm(AnlanError):
    """Another alarm of the rule is open at the place meanwhile: ``number``."""

    code = "alarms.place_has_open_alarm"
    message = "Alarm %(number)s of the same rule is open at this place. Work on with that one."
    error_class = ErrorClass.CONFLICT


class NotAPicture(AnlanError):
    """The file is no whole JPEG, PNG or WebP picture, or too large: ``name``."""

    code = "alarms.not_a_picture"
    message = "%(name)s is no whole JPEG, PNG or WebP picture of at most 8 MB. Choose another file."


class WasNotMissed(AnlanError):
    """There was an alarm of the rule at the place before the event: ``number``."""

    code = "alarms.was_not_missed"
    message = "Alarm %(number)s of the same rule was raised at this place before the event: it was not missed."
    error_class = ErrorClass.CONFLICT
