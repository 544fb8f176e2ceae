"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class ListExists(AnlanError):
    """The holder has a list of this year: ``holder``, ``year``."""

    code = "safety_duties.list_exists"
    message = "There is a duty list of %(year)s of %(holder)s already. Open that one."
    error_class = ErrorClass.CONFLICT


class FilerIsAuthor(AnlanError):
    """Who made a list or handed it in may not file it."""

    code = "safety_duties.filer_is_author"
    message = "You made or handed in this list yourself. Somebody else must file it."
    error_class = ErrorClass.NOT_ALLOWED


class ListIsEmpty(AnlanError):
    """A list without duties cannot be handed in."""

    code = "safety_duties.list_is_empty"
    message = "The list has no duties yet. Enter at least one, then hand it in."
    error_class = ErrorClass.CONFLICT


class ScorerIsHolder(AnlanError):
    """Who entered what was done may not score it."""

    code = "safety_duties.scorer_reported"
    message = "You entered what was done on this list. Somebody else must score it."
    error_class = ErrorClass.NOT_ALLOWED


class PeriodNotOver(AnlanError):
    """A period is scored when it is over: ``until``."""

    code = "safety_duties.period_not_over"
    message = "The period runs until %(until)s. It can be scored from the next day on."
    error_class = ErrorClass.CONFLICT


class ScoredAlready(AnlanError):
    """A period is scored once."""

    code = "safety_duties.scored_already"
    message = "This period is scored already."
    error_class = ErrorClass.CONFLICT


class NotFiled(AnlanError):
    """Only a filed list takes entries and scores."""

    code = "safety_duties.not_filed"
    message = "The list is not filed. What was done and scores are entered only on a filed list."
    error_class = ErrorClass.CONFLICT


class TakenFromRecords(AnlanError):
    """What the records tell is not entered by hand."""

    code = "safety_duties.taken_from_records"
    message = "This duty is counted from the records. Do it there; nothing is entered here by hand."
    error_class = ErrorClass.CONFLICT


class TokenUsedOtherwise(AnlanError):
    """The same form was sent with something else in it."""

    code = "safety_duties.token_used_otherwise"
    message = "This form was sent before with other contents. Load the page again."
    error_class = ErrorClass.CONFLICT


class PeriodNotScored(AnlanError):
    """A list is closed when its year is scored."""

    code = "safety_duties.period_not_scored"
    message = "The year is not scored yet. Score it, then close the list."
    error_class = ErrorClass.CONFLICT


class NothingToScore(AnlanError):
    """No duty of the list was due within the period."""

    code = "safety_duties.nothing_to_score"
    message = "No duty of this list was due within the period. There is nothing to score."
    error_class = ErrorClass.CONFLICT
