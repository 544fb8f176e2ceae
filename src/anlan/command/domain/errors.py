"""What this room refuses, by name."""

from anlan.kernel.errors import AnlanError, ErrorClass


class SignerIsProposer(AnlanError):
    """The person who proposed a response or a change of it may not sign it."""

    code = "command.signer_is_proposer"
    message = "You proposed this yourself. Another person must sign it."
    error_class = ErrorClass.NOT_ALLOWED


class NothingProposed(AnlanError):
    """There is no proposed change to sign."""

    code = "command.nothing_proposed"
    message = "There is no proposed change to sign. Reload the page."
    error_class = ErrorClass.CONFLICT


class NotTheReceiver(AnlanError):
    """The order went to somebody else."""

    code = "command.not_the_receiver"
    message = "This order went to %(to)s. Only the receiver can do this."
    error_class = ErrorClass.NOT_ALLOWED


class FeedbackMissing(AnlanError):
    """The order asks for feedback before it is completed."""

    code = "command.feedback_missing"
    message = "This order asks for feedback. Say in a sentence what was done, then complete it."


class PhotoMissing(AnlanError):
    """The order asks for a picture before it is completed."""

    code = "command.photo_missing"
    message = "This order asks for a photo. Add one, then complete it."


class NotAPhoto(AnlanError):
    """The file is no picture that we keep, or it is too large."""

    code = "command.not_a_photo"
    message = "%(name)s is not a JPEG, PNG or WebP picture of at most 8 MB."


class NoteMissing(AnlanError):
    """An unusual count needs a note that explains it."""

    code = "command.note_missing"
    message = "More people moved than planned, or fewer than reported before: add a note that explains it."


class PlaceMissing(AnlanError):
    """The order asks for the place before it is completed."""

    code = "command.place_missing"
    message = "This order asks for the place. Send it from where you are, then complete it."


class ForerunnersUndone(AnlanError):
    """Orders that must be done before this one are not done."""

    code = "command.forerunners_undone"
    message = "Order %(numbers)s must be done first. Complete this one after it."
    error_class = ErrorClass.CONFLICT


class PartsUndone(AnlanError):
    """Orders into which this one was divided are not done."""

    code = "command.parts_undone"
    message = "Order %(numbers)s is part of this one and not done yet."
    error_class = ErrorClass.CONFLICT


class TeamWatched(AnlanError):
    """The team is accounted for in this incident already."""

    code = "command.team_watched"
    message = "%(team)s is accounted for in this incident already."
    error_class = ErrorClass.CONFLICT


class AlreadyAnswered(AnlanError):
    """Somebody else has taken the reminder on."""

    code = "command.already_answered"
    message = "%(by)s has taken this on already."
    error_class = ErrorClass.CONFLICT


class SideTaken(AnlanError):
    """A command post of this side already stands."""

    code = "command.side_taken"
    message = "%(name)s already stands. Stand it down first, or set up a mobile post."
    error_class = ErrorClass.CONFLICT


class WrongSide(AnlanError):
    """One command for all and a double headquarters exclude each other."""

    code = "command.wrong_side"
    message = "%(name)s already stands: there is one command for all, or an administrative and a professional one."
    error_class = ErrorClass.CONFLICT


class CommandIsElsewhere(AnlanError):
    """Another level holds the command of the incident."""

    code = "command.held_elsewhere"
    message = "%(place)s holds the command. It lowers and ends the response, or hands the command back."
    error_class = ErrorClass.NOT_ALLOWED


class MinutesChanged(AnlanError):
    """Somebody else wrote the minutes meanwhile."""

    code = "command.minutes_changed"
    message = "Somebody else has written the minutes meanwhile. Reload the page and add yours."
    error_class = ErrorClass.CONFLICT


class MinutesMissing(AnlanError):
    """Minutes without words are not closed."""

    code = "command.minutes_missing"
    message = "The minutes are empty. Write down what was said, then close them."


class SignerWroteReview(AnlanError):
    """Who compiled or judged a review does not sign it."""

    code = "command.signer_wrote_review"
    message = "You wrote this review yourself. Another person must sign it."
    error_class = ErrorClass.NOT_ALLOWED


class CloserDidIt(AnlanError):
    """Who did a task does not confirm it."""

    code = "command.closer_did_it"
    message = "You reported this task as done yourself. Another person must confirm it."
    error_class = ErrorClass.NOT_ALLOWED


class IncidentStillOpen(AnlanError):
    """A review is signed after the incident is closed."""

    code = "command.incident_still_open"
    message = "The incident is still open. Close it first, then sign its review."
    error_class = ErrorClass.CONFLICT


class ReturnNotOrdered(AnlanError):
    """Nobody goes home before the return is ordered."""

    code = "command.return_not_ordered"
    message = "The return to %(zone)s has not been ordered. Until then nobody goes home; say where else they go."
    error_class = ErrorClass.CONFLICT


class HouseholdsMissing(AnlanError):
    """No household of the place is left for a card."""

    code = "command.households_missing"
    message = "The registry names no household there that is not on a card already. Enter the households first."


class AlreadyInShelter(AnlanError):
    """The household stays in a shelter already."""

    code = "command.already_in_shelter"
    message = "%(name)s is in %(shelter)s already."
    error_class = ErrorClass.CONFLICT
