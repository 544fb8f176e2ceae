"""Why the intake says no."""

from anlan.kernel.errors import AnlanError, ErrorClass


class NotAPicture(AnlanError):
    """A file is no whole JPEG, PNG or WebP, or is too large: ``name``."""

    code = "intake.not_a_picture"
    message = "%(name)s is not a whole picture (JPEG, PNG or WebP, 8 MB at most). Nothing was stored."


class TooManyPictures(AnlanError):
    """More pictures than a matter takes: ``most``."""

    code = "intake.too_many_pictures"
    message = "At most %(most)s pictures can be sent with one report."


class TooManyReports(AnlanError):
    """One address sent too often."""

    code = "intake.too_many_reports"
    message = "Too many reports came from here in a short time. If people are in danger, call 119, 110 or 120."
    error_class = ErrorClass.UNAVAILABLE


class TokenUsedOtherwise(AnlanError):
    """The sender's own number came before with another text: ``token``."""

    code = "intake.token_used_otherwise"
    message = "A report with this number but another text came before. Send it under a new number."
    error_class = ErrorClass.CONFLICT


class MergedIntoItself(AnlanError):
    """A matter can only be merged into another one that is not merged itself: ``number``."""

    code = "intake.merged_into_itself"
    message = "A report can only be merged into another one that is not merged itself."
    error_class = ErrorClass.CONFLICT


class NotThisDepartment(AnlanError):
    """The receiver is no organisation of the reader's regions: ``organisation``."""

    code = "intake.not_this_department"
    message = "This department is not among those of your region."


class ExerciseMixed(AnlanError):
    """A report of an exercise meets a real incident, or the other way round."""

    code = "intake.exercise_mixed"
    message = "A report and an incident are either both of an exercise or both real."
    error_class = ErrorClass.CONFLICT


class MailUnreadable(AnlanError):
    """A message is no mail with a sender and a text: ``why``."""

    code = "intake.mail_unreadable"
    message = "The message cannot be read as a mail: %(why)s."
