"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class ReportExists(AnlanError):
    """There is a report of this kind for this period and region already: ``id``."""

    code = "situation.report_exists"
    message = "There is a report of this kind for this period already. Open it in the list."
    error_class = ErrorClass.CONFLICT


class SignerIsWriter(AnlanError):
    """Who wrote on a report does not sign it."""

    code = "situation.signer_is_writer"
    message = "You have written on this report. Another person signs it."
    error_class = ErrorClass.NOT_ALLOWED


class NotWritten(AnlanError):
    """A part that only a person can write is empty: ``part``."""

    code = "situation.not_written"
    message = "\u201c%(part)s\u201d is empty. It is a person's judgement: write it before you hand the report in."
    error_class = ErrorClass.CONFLICT


class PeriodNotOver(AnlanError):
    """The period has not begun: ``first``."""

    code = "situation.period_not_begun"
    message = "The period begins on %(first)s. There is nothing to judge yet."
