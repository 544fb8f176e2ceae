"""Why the room says no."""

from anlan.kernel.errors import AnlanError, ErrorClass


class NotYours(AnlanError):
    """An enterprise's officer registers only what is found at the own enterprise."""

    code = "dangers.not_yours"
    message = "You can only register what is found at your own enterprise."
    error_class = ErrorClass.NOT_ALLOWED


class GradeNeedsReason(AnlanError):
    """A grade that differs from the proposal, or a major one outside the lists, needs a reason."""

    code = "dangers.grade_needs_reason"
    message = "The grade differs from what the criteria propose. Say why."


class UnknownClause(AnlanError):
    """The lists have no such clause: ``clause``."""

    code = "dangers.unknown_clause"
    message = "The criteria have no clause %(clause)s."


class DualReportMissing(AnlanError):
    """A major hidden danger must be reported to the department and to the workers' congress first: ``missing``."""

    code = "dangers.dual_report_missing"
    message = "A major hidden danger must first be reported to the department and to the workers' congress."
    error_class = ErrorClass.CONFLICT


class ReportedAlready(AnlanError):
    """The receiver has its report: ``receiver``."""

    code = "dangers.reported_already"
    message = "This receiver has been reported to already."
    error_class = ErrorClass.CONFLICT


class OnlyMajorIsReported(AnlanError):
    """The dual report is for major hidden dangers."""

    code = "dangers.only_major_is_reported"
    message = "Only a major hidden danger is reported to the department and the workers' congress."
    error_class = ErrorClass.CONFLICT


class ControlMissing(AnlanError):
    """A major hidden danger is kept under control before it is rectified."""

    code = "dangers.control_missing"
    message = "Put down the control measures first: a major hidden danger is kept under control until it is gone."
    error_class = ErrorClass.CONFLICT


class AssurancesMissing(AnlanError):
    """The plan of a major hidden danger lacks some of the five assurances: ``field`` is the first of ``missing``."""

    code = "dangers.assurances_missing"
    message = "A major hidden danger is rectified only with all five assurances. Missing: %(field)s."


class DeadlineTooLate(AnlanError):
    """The time given is longer than the table allows: ``days``."""

    code = "dangers.deadline_too_late"
    message = "The deadline lies more than %(days)s days after the grading. Choose an earlier day."


class DeadlinePast(AnlanError):
    """The deadline lies before the present."""

    code = "dangers.deadline_past"
    message = "The deadline lies in the past."


class CheckerRectified(AnlanError):
    """Who rectified may not re-check."""

    code = "dangers.checker_rectified"
    message = "Whoever took part in rectifying cannot re-check it. Someone else has to."
    error_class = ErrorClass.NOT_ALLOWED


class StillListed(AnlanError):
    """A hidden danger under listed supervision is lifted first."""

    code = "dangers.still_listed"
    message = "It is under listed supervision. Lift the listing first, then close it."
    error_class = ErrorClass.CONFLICT


class StillCutOff(AnlanError):
    """The stopped supply is given back first."""

    code = "dangers.still_cut_off"
    message = "A stop of power is in force. End it first, then close the danger."
    error_class = ErrorClass.CONFLICT


class NotAPicture(AnlanError):
    """A file is no whole JPEG, PNG or WebP, or is too large: ``name``."""

    code = "dangers.not_a_picture"
    message = "%(name)s is not a whole picture (JPEG, PNG or WebP, 8 MB at most). Nothing was stored."


class TooManyPictures(AnlanError):
    """More pictures at once than are taken: ``most``."""

    code = "dangers.too_many_pictures"
    message = "At most %(most)s pictures can be sent at once."


class TokenUsedOtherwise(AnlanError):
    """The sender's own number came before with another text."""

    code = "dangers.token_used_otherwise"
    message = "A danger with this number but another text came before. Send it under a new number."
    error_class = ErrorClass.CONFLICT


class NotListable(AnlanError):
    """Only a major hidden danger that is being rectified is listed or has its power stopped."""

    code = "dangers.not_listable"
    message = "This is possible only for a major hidden danger that is still to be rectified."
    error_class = ErrorClass.CONFLICT


class ListedAlready(AnlanError):
    """It is listed already."""

    code = "dangers.listed_already"
    message = "It is already under listed supervision."
    error_class = ErrorClass.CONFLICT


class ListingNotHigher(AnlanError):
    """There is no level above the province's."""

    code = "dangers.listing_not_higher"
    message = "The province lists it already; there is no higher level here."
    error_class = ErrorClass.CONFLICT


class ListingNotLate(AnlanError):
    """A listing is upgraded only after the days that the table allows: not before ``day``."""

    code = "dangers.listing_not_late"
    message = "The level above takes it over only from %(day)s on."
    error_class = ErrorClass.CONFLICT


class ListingDeadlineTooLate(AnlanError):
    """The deadline of a notice lies in the past or beyond the most days: ``days``."""

    code = "dangers.listing_deadline_too_late"
    message = "The deadline of a notice lies between now and %(days)s days from now."


class ExtensionAskedTooLate(AnlanError):
    """An extension was to be asked by ``day``."""

    code = "dangers.extension_asked_too_late"
    message = "An extension had to be asked by %(day)s."
    error_class = ErrorClass.CONFLICT


class ExtensionRunning(AnlanError):
    """An extension that was asked waits for its decision."""

    code = "dangers.extension_running"
    message = "An extension that was asked still waits for its decision."
    error_class = ErrorClass.CONFLICT


class NotYetAccepted(AnlanError):
    """The re-check has not accepted it yet."""

    code = "dangers.not_yet_accepted"
    message = "The listing is lifted only after the re-check accepted the rectification."
    error_class = ErrorClass.CONFLICT


class ExpertsMissing(AnlanError):
    """Fewer experts than the procedure asks for: ``least``."""

    code = "dangers.experts_missing"
    message = "At least %(least)s experts accept it. Name them one a line."


class NoticeTooShort(AnlanError):
    """A stop of power is told ``hours`` hours before, except in an emergency."""

    code = "dangers.notice_too_short"
    message = "A stop of power is told at least %(hours)s hours before, except in an emergency."


class CutOffAlready(AnlanError):
    """A stop of power stands already."""

    code = "dangers.cut_off_already"
    message = "A stop of power stands already."
    error_class = ErrorClass.CONFLICT
