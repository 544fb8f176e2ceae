"""What this room refuses, by name."""

from anlan.kernel.errors import AnlanError, ErrorClass


class SignerIsAuthor(AnlanError):
    """The person who wrote a version of a report may not sign it."""

    code = "reporting.signer_is_author"
    message = "You wrote this report yourself. The leader on duty must sign it."
    error_class = ErrorClass.NOT_ALLOWED


class AlreadySentThere(AnlanError):
    """The version has been sent to this receiver before."""

    code = "reporting.already_sent_there"
    message = "This version was already sent to %(to)s."
    error_class = ErrorClass.CONFLICT


class NotAReceiver(AnlanError):
    """A report goes up: to a region above the one that reports."""

    code = "reporting.not_a_receiver"
    message = "A report goes to a level above %(region)s, not to %(to)s."


class AlreadyReceived(AnlanError):
    """Somebody has confirmed the receipt before."""

    code = "reporting.already_received"
    message = "%(by)s has already confirmed the receipt."
    error_class = ErrorClass.CONFLICT


class SkipWithoutReason(AnlanError):
    """A report went past the next level with no rule that asks for it and no word why."""

    code = "reporting.skip_without_reason"
    message = "The report goes past the next level to %(to)s: say why."


class JumpUnexplained(AnlanError):
    """A figure jumped since the last report and nobody said why."""

    code = "reporting.jump_unexplained"
    message = "%(figures)s changed much since the last report: explain it before the report is signed."


class TraitKnown(AnlanError):
    """The incident already counts as one to report whatever its grade, for the same cause."""

    code = "reporting.trait_known"
    message = "This was already found."
    error_class = ErrorClass.CONFLICT


class UnknownPlaceholder(AnlanError):
    """A template asks for something that no list knows: ``name``; ``known`` are the ones there are."""

    code = "reporting.unknown_placeholder"
    message = "{%(name)s} is not a placeholder. Known are: %(known)s."


class BraceUnmatched(AnlanError):
    """A template has a brace that opens or closes nothing."""

    code = "reporting.brace_unmatched"
    message = 'A brace stands alone near "%(near)s".'
