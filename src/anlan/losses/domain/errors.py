"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class FiguresContradict(AnlanError):
    """Figures of one entry break a check of the table: ``left``, ``right`` with their values."""

    code = "losses.figures_contradict"
    message = "%(left)s %(left_value)s does not fit %(right)s %(right_value)s. Look at both numbers again."


class ReasonNeeded(AnlanError):
    """A figure fell, or is no longer told, without a reason: ``indicator``, ``before``, ``after``."""

    code = "losses.reason_needed"
    message = "%(indicator)s falls from %(before)s to %(after)s. Say why; the old figure stays readable."


class NotesUnexplained(AnlanError):
    """Striking figures have not been explained: ``count``, ``names``."""

    code = "losses.notes_unexplained"
    message = "%(count)s striking figures are not explained yet: %(names)s."
    error_class = ErrorClass.CONFLICT


class NothingAccepted(AnlanError):
    """There is nothing accepted to send up: ``region``."""

    code = "losses.nothing_accepted"
    message = "No unit's figures have been accepted yet, so there is no sum to send."
    error_class = ErrorClass.CONFLICT


class SurveyClosed(AnlanError):
    """The count is closed and takes no figures: ``title``."""

    code = "losses.survey_closed"
    message = "%(title)s is closed and takes no more figures."
    error_class = ErrorClass.CONFLICT


class SurveyExists(AnlanError):
    """The same table is counted already: ``title``."""

    code = "losses.survey_exists"
    message = "%(title)s exists already."
    error_class = ErrorClass.CONFLICT


class NothingToRepeat(AnlanError):
    """A zero report says "as before", and there is no before: ``region``."""

    code = "losses.nothing_to_repeat"
    message = "This unit has told no figures that could stay as they are. Enter them, or zeros."
    error_class = ErrorClass.CONFLICT


class LedgerDiffers(AnlanError):
    """Figures and ledgers differ and nobody has said why: ``count``, ``names``."""

    code = "losses.ledger_differs"
    message = "%(count)s figures differ from the ledgers without an explanation: %(names)s."
    error_class = ErrorClass.CONFLICT


class HouseTwice(AnlanError):
    """The household stands in the ledger already: ``head``."""

    code = "losses.house_twice"
    message = "The household %(head)s stands in the ledger of this place already. Correct that entry."
    error_class = ErrorClass.CONFLICT


class AgreedDiffers(AnlanError):
    """The agreed value is another than the sum of the units: ``names``."""

    code = "losses.agreed_differs"
    message = "Agreed values differ from the sums of the units: %(names)s. The units correct their figures first."
    error_class = ErrorClass.CONFLICT


class ReleaserIsDrafter(AnlanError):
    """Who drafted a release may not approve it."""

    code = "losses.releaser_is_drafter"
    message = "You drafted this release yourself. Somebody else must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class NothingToRelease(AnlanError):
    """Nothing is accepted, so there is nothing to release."""

    code = "losses.nothing_to_release"
    message = "No figures have been accepted yet, so there is nothing to release."
    error_class = ErrorClass.CONFLICT


class NoTable(AnlanError):
    """The file holds no table in the system's layout: ``missing``."""

    code = "losses.no_table"
    message = "The table has no column %(missing)s. Download the table of this count and fill it in."
