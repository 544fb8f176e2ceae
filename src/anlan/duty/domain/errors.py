"""What this room refuses, by name."""

from anlan.kernel.errors import AnlanError, ErrorClass


class RosterExists(AnlanError):
    """The organisation has a roster for the month."""

    code = "duty.roster_exists"
    message = "There is a roster of %(organisation)s for %(month)s already."
    error_class = ErrorClass.CONFLICT


class RosterHasProblems(AnlanError):
    """A roster with empty places, or persons away or in two places at once, is not published."""

    code = "duty.roster_has_problems"
    message = "%(count)s turns are empty, doubly booked or given to somebody who is away. Mend them, then publish."
    error_class = ErrorClass.CONFLICT


class NotYourTurn(AnlanError):
    """Only the person whose turn it is may ask for a swap, and only the other may agree."""

    code = "duty.not_your_turn"
    message = "This is for the person whose turn it is: %(name)s."
    error_class = ErrorClass.NOT_ALLOWED


class SwapNotPossible(AnlanError):
    """Two turns can be swapped of one roster and post, of two persons, before they begin."""

    code = "duty.swap_not_possible"
    message = "Only two turns of one published roster and one post, of two persons, can be swapped before they begin."
    error_class = ErrorClass.CONFLICT


class SwapMakesProblem(AnlanError):
    """After the swap somebody would be away or in two places at once."""

    code = "duty.swap_makes_problem"
    message = "After the swap somebody would be away or in two places at once."
    error_class = ErrorClass.CONFLICT


class ApproverIsParty(AnlanError):
    """Who swaps does not approve the swap."""

    code = "duty.approver_is_party"
    message = "You take part in this swap. Another leader must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class PersonNotHere(AnlanError):
    """A person of another region cannot stand on the roster."""

    code = "duty.person_not_here"
    message = "This person does not belong to the region of the roster."


class TurnIsOver(AnlanError):
    """A turn that is over cannot be given to somebody else."""

    code = "duty.turn_is_over"
    message = "This turn is over. What was cannot be changed; write a note into the log."
    error_class = ErrorClass.CONFLICT


class SignerIsSame(AnlanError):
    """The account that handed over cannot take over."""

    code = "duty.signer_is_same"
    message = "You signed as the one who leaves. The one who arrives must sign with an own account."
    error_class = ErrorClass.NOT_ALLOWED


class ReasonToStandIn(AnlanError):
    """Somebody else than the roster says signs only with a reason."""

    code = "duty.reason_to_stand_in"
    message = "The roster says %(name)s. Write why you sign instead."


class NoChangeOfShifts(AnlanError):
    """No published roster has a change of shifts at this time."""

    code = "duty.no_change_of_shifts"
    message = "No published roster has a change of shifts near this time. Publish the month's roster first."


class AlreadyCorrected(AnlanError):
    """A note is corrected once; the next correction corrects the correction."""

    code = "duty.already_corrected"
    message = "This note was corrected before. Correct the newer one."
    error_class = ErrorClass.CONFLICT


class NotBelow(AnlanError):
    """A roll-call goes to duty rooms below the one that calls."""

    code = "duty.not_below"
    message = "A roll-call goes to one or more regions below the one that calls."


class FinisherConfirms(AnlanError):
    """Who says that an instruction is done does not confirm it."""

    code = "duty.finisher_confirms"
    message = "You said yourself that it is done. Another one must confirm it."
    error_class = ErrorClass.NOT_ALLOWED
