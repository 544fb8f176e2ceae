"""Why a signature is refused, each reason by its own name; every sentence says who may instead."""

from anlan.kernel.errors import AnlanError, ErrorClass


class MayNotReview(AnlanError):
    """The table gives the review of this kind and level to others: ``who``."""

    code = "public_warnings.may_not_review"
    message = "The signing table does not let you review this warning. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class MayNotSign(AnlanError):
    """The table gives the signature of this kind and level to others: ``who``."""

    code = "public_warnings.may_not_sign"
    message = "The signing table does not let you sign and issue this warning. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class MayNotIssueAtOnce(AnlanError):
    """The fast channel of this kind and level is open to others: ``who``."""

    code = "public_warnings.may_not_issue_at_once"
    message = "The fast channel is not open to you. Who may issue at once: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class MayNotReviewAfter(AnlanError):
    """The look afterwards belongs to others: ``who``."""

    code = "public_warnings.may_not_review_after"
    message = "You may not review this warning afterwards. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class KeySigns(AnlanError):
    """A machine's key signs nothing: ``who``."""

    code = "public_warnings.key_signs"
    message = "A signature is a person's act; a key of a machine gives none. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class ReviewMissing(AnlanError):
    """The table wants a review first: ``who``."""

    code = "public_warnings.review_missing"
    message = "This warning must be reviewed before it is signed. Who may review: %(who)s."
    error_class = ErrorClass.CONFLICT


class NoFastChannel(AnlanError):
    """The table opens no fast channel for this kind and level: ``who``."""

    code = "public_warnings.no_fast_channel"
    message = "There is no fast channel for this kind and level. Have it reviewed and signed. Who may sign: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegatorIsAuthor(AnlanError):
    """The person for whom one would sign wrote the warning: ``person``, ``who``."""

    code = "public_warnings.delegator_is_author"
    message = "%(person)s, for whom you would sign, wrote or changed this warning. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegatorSigned(AnlanError):
    """The person for whom one would sign has signed already: ``person``, ``who``."""

    code = "public_warnings.delegator_signed"
    message = "%(person)s, for whom you would sign, has given a signature on this warning already. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegationRevoked(AnlanError):
    """The delegation was taken back: ``person``, ``at``, ``who``."""

    code = "public_warnings.delegation_revoked"
    message = "%(person)s's delegation to you was revoked at %(at)s. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegationOutOfHours(AnlanError):
    """The delegation does not hold at this hour: ``person``, ``hours``, ``who``."""

    code = "public_warnings.delegation_out_of_hours"
    message = "%(person)s's delegation to you holds only %(hours)s. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegationElsewhere(AnlanError):
    """The delegation is for other regions, kinds or levels: ``person``, ``gap``, ``who``."""

    code = "public_warnings.delegation_elsewhere"
    message = "%(person)s's delegation to you does not cover this warning (%(gap)s). Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class DelegatorLacksPower(AnlanError):
    """What one does not hold by one's own post one cannot delegate: ``person``, ``level``."""

    code = "public_warnings.delegator_lacks_power"
    message = (
        "%(person)s may not sign warnings of level %(level)s there by an own post, so cannot delegate it. "
        "A delegation is never passed on."
    )
    error_class = ErrorClass.NOT_ALLOWED


class DelegateUnfit(AnlanError):
    """A delegation goes to another person of the duty room of that region: ``person``."""

    code = "public_warnings.delegate_unfit"
    message = "%(person)s is no officer of the duty room of that region, or is the same person. Choose another."


class BadDelegation(AnlanError):
    """A field of a delegation breaks a rule: ``field``, ``value``, ``rule``."""

    code = "public_warnings.bad_delegation"
    message = "%(field)s: %(value)s is not possible (%(rule)s)."


class NotYourDelegation(AnlanError):
    """A delegation is given and taken back by the person himself or by the commander."""

    code = "public_warnings.not_your_delegation"
    message = "A delegation is given and revoked by the person himself or by a commander of the region."
    error_class = ErrorClass.NOT_ALLOWED


class AfterReviewerIsIssuer(AnlanError):
    """Who issued or wrote a warning does not review it afterwards: ``who``."""

    code = "public_warnings.after_reviewer_is_issuer"
    message = "You wrote or issued this warning, so another person must review it afterwards. Who may: %(who)s."
    error_class = ErrorClass.NOT_ALLOWED


class NothingToReview(AnlanError):
    """No look afterwards is owed: ``by``, ``at``."""

    code = "public_warnings.nothing_to_review"
    message = "No review is owed any more (%(by)s %(at)s)."
    error_class = ErrorClass.CONFLICT
