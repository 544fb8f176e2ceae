"""Why an act on a warning is refused, each reason by its own name."""

from anlan.kernel.errors import AnlanError, ErrorClass


class SignerIsAuthor(AnlanError):
    """Who wrote any part of a warning may not review it: ``who`` may."""

    code = "public_warnings.signer_is_author"
    message = "You wrote or changed this warning, so another person must review it. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class ApproverIsAuthor(AnlanError):
    """Who wrote any part of a warning may not sign and issue it: ``who`` may."""

    code = "public_warnings.approver_is_author"
    message = "You wrote or changed this warning, so another person must sign it. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class ApproverIsSigner(AnlanError):
    """Who reviewed a warning may not sign and issue it too: ``who`` may."""

    code = "public_warnings.approver_is_signer"
    message = "You reviewed this warning, so another person must sign it. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class AlreadyIssued(AnlanError):
    """The warning is out already: ``by``, ``at``."""

    code = "public_warnings.already_issued"
    message = "%(by)s issued this warning at %(at)s. It was sent once and is not sent again."
    error_class = ErrorClass.CONFLICT


class DraftExpired(AnlanError):
    """The warning's time is over before it was issued: ``expires``."""

    code = "public_warnings.draft_expired"
    message = "The warning would have ended at %(expires)s. Set a later end and have it signed again."
    error_class = ErrorClass.CONFLICT


class SignatureVoid(AnlanError):
    """What lies there is not what was signed."""

    code = "public_warnings.signature_void"
    message = "The text or area differs from what was signed. Return the warning and have it signed again."
    error_class = ErrorClass.CONFLICT


class BadArea(AnlanError):
    """A drawn area is malformed: ``rule``, ``longitude``, ``latitude``."""

    code = "public_warnings.bad_area"
    message = "The area is not valid near %(longitude)s, %(latitude)s: %(rule)s. Draw that part again."


class AreaOutsideRegion(AnlanError):
    """The area leaves the region of the issuing unit: ``region``."""

    code = "public_warnings.area_outside_region"
    message = "The area reaches beyond the region of the issuing unit (%(region)s)."


class ExerciseReachesPublic(AnlanError):
    """An exercise may use exercise channels only: ``channel``."""

    code = "public_warnings.exercise_reaches_public"
    message = "This is an exercise: the channel %(channel)s reaches the public and is closed to it."
    error_class = ErrorClass.NOT_ALLOWED


class RealOnExerciseChannel(AnlanError):
    """A real warning may not go by an exercise channel: ``channel``."""

    code = "public_warnings.real_on_exercise_channel"
    message = "This is a real warning: the channel %(channel)s is for exercises and would not warn anyone."
    error_class = ErrorClass.NOT_ALLOWED


class BadContent(AnlanError):
    """A field of a warning breaks a rule: ``field``, ``value``, ``rule``."""

    code = "public_warnings.bad_content"
    message = "%(field)s: %(value)s is not possible (%(rule)s)."


class ReasonMissing(AnlanError):
    """The act needs a reason in words."""

    code = "public_warnings.reason_missing"
    message = "Say why in at most 500 characters."


class FollowerExists(AnlanError):
    """An update or lifting of this warning is already being prepared: ``follower``."""

    code = "public_warnings.follower_exists"
    message = "An update or lifting of this warning is already being prepared. Finish or withdraw that one."
    error_class = ErrorClass.CONFLICT


class TokenForged(AnlanError):
    """A confirm link was not made by this platform, or has been altered."""

    code = "public_warnings.token_forged"
    message = "This link is not valid. Open it again from the message, or call the duty room."
    error_class = ErrorClass.NOT_FOUND


class AlreadyConfirmed(AnlanError):
    """The call has been confirmed: ``by``, ``at``."""

    code = "public_warnings.already_confirmed"
    message = "%(by)s confirmed this at %(at)s. Nothing more is needed."
    error_class = ErrorClass.CONFLICT


class CallIsOver(AnlanError):
    """The warning was lifted or replaced, so the call needs no answer any more."""

    code = "public_warnings.call_is_over"
    message = "This warning has been lifted or replaced. Nothing is needed any more."
    error_class = ErrorClass.CONFLICT


class NotYourCall(AnlanError):
    """A signed-in person confirms a call that went to others."""

    code = "public_warnings.not_your_call"
    message = "This call did not go to you. Record it as a voice call if you reached the person."
    error_class = ErrorClass.NOT_ALLOWED


class LinkExpired(AnlanError):
    """A confirm link was used too late: ``hours``."""

    code = "public_warnings.link_expired"
    message = "This link was valid for %(hours)s hours and is no longer. Call the duty room."
    error_class = ErrorClass.CONFLICT


class NotConfirmedYet(AnlanError):
    """Only who has confirmed can be asked again or go on to the lists."""

    code = "public_warnings.not_confirmed_yet"
    message = "This call has not been confirmed yet. Confirm it first."
    error_class = ErrorClass.CONFLICT


class AlreadyRefused(AnlanError):
    """The person has said already that the place is not his to answer for."""

    code = "public_warnings.already_refused"
    message = "It has been noted already that this is not the right person. Others are being called."
    error_class = ErrorClass.CONFLICT


class LadderApproverIsProposer(AnlanError):
    """Who proposed a ladder of calls may not approve it."""

    code = "public_warnings.ladder_approver_is_proposer"
    message = "You proposed this ladder, so another person must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class LadderProposalOpen(AnlanError):
    """A proposal for the same ladder waits for a decision already."""

    code = "public_warnings.ladder_proposal_open"
    message = "A proposal for this ladder waits already. Approve or refuse that one first."
    error_class = ErrorClass.CONFLICT
