"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class NeedsBefore(AnlanError):
    """A document needs others approved first: ``names``."""

    code = "enforcement.needs_before"
    message = "First this must be approved: %(names)s."
    error_class = ErrorClass.CONFLICT


class NotAtThisStage(AnlanError):
    """The case's state, procedure or party has no such document: ``name``."""

    code = "enforcement.not_at_this_stage"
    message = "The case has no %(name)s at this stage."
    error_class = ErrorClass.CONFLICT


class OnlyOne(AnlanError):
    """The case holds such a document already: ``name``."""

    code = "enforcement.only_one"
    message = "The case holds a %(name)s already."
    error_class = ErrorClass.CONFLICT


class OutsideLimit(AnlanError):
    """The act lies outside a limit of law: ``name``, ``source``, ``day``."""

    code = "enforcement.outside_limit"
    message = "%(name)s (%(source)s): the day that counts is %(day)s. This lies outside the limit."
    error_class = ErrorClass.CONFLICT


class LateWithoutReason(AnlanError):
    """The act is late and can only be done with a reason: ``name``, ``source``, ``day``."""

    code = "enforcement.late_without_reason"
    message = "%(name)s (%(source)s) ended on %(day)s. Say why it is done late; the reason stays in the case."
    error_class = ErrorClass.CONFLICT


class TwoOfficers(AnlanError):
    """A case is handled by at least two officers with different certificates."""

    code = "enforcement.two_officers"
    message = "At least two officers with their own enforcement certificates handle a case."


class SignaturesMissing(AnlanError):
    """A document lacks signatures: ``names``."""

    code = "enforcement.signatures_missing"
    message = "Signatures are missing: %(names)s."
    error_class = ErrorClass.CONFLICT


class ApproverIsAuthor(AnlanError):
    """Who wrote or signed a document as an officer may not approve it."""

    code = "enforcement.approver_is_author"
    message = "You wrote or signed this document yourself. Somebody else must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class FieldMissing(AnlanError):
    """A document lacks something that it must contain: ``names``."""

    code = "enforcement.field_missing"
    message = "The document must also contain: %(names)s."


class NoPenalty(AnlanError):
    """The penalty has not been fixed yet."""

    code = "enforcement.no_penalty"
    message = "Choose the violation and fix the penalty first."
    error_class = ErrorClass.CONFLICT


class TooMuchOnTheSpot(AnlanError):
    """An on-the-spot fine above the limit, or another penalty than fine and warning: ``most``."""

    code = "enforcement.too_much_on_the_spot"
    message = "On the spot only a warning or a fine of at most %(most)s yuan can be given."


class HearingNotOffered(AnlanError):
    """The fine is so large that a hearing must be offered first: ``least``."""

    code = "enforcement.hearing_not_offered"
    message = "From %(least)s yuan, or where work is stopped or a licence revoked, the hearing notice comes first."
    error_class = ErrorClass.CONFLICT


class HearingNotHeld(AnlanError):
    """A hearing was asked for and its report is not approved."""

    code = "enforcement.hearing_not_held"
    message = "The party asked for a hearing: its report must be approved first."
    error_class = ErrorClass.CONFLICT


class HearingNotAsked(AnlanError):
    """Nobody asked for a hearing."""

    code = "enforcement.hearing_not_asked"
    message = "The party has not asked for a hearing."
    error_class = ErrorClass.CONFLICT


class ReviewAfterHearing(AnlanError):
    """After a hearing the legal review is made anew."""

    code = "enforcement.review_after_hearing"
    message = "After the hearing the legal review must be made anew."
    error_class = ErrorClass.CONFLICT


class DiscussionNeeded(AnlanError):
    """The case must be discussed collectively: a large fine, or one outside the table's range."""

    code = "enforcement.discussion_needed"
    message = "This case must be discussed collectively first: its penalty is grave, or outside the range."
    error_class = ErrorClass.CONFLICT


class OutsideRange(AnlanError):
    """The amount lies outside what the table proposes and no reason is given: ``low``, ``high``."""

    code = "enforcement.outside_range"
    message = "The table proposes %(low)s to %(high)s yuan. Another amount needs a reason."


class OutsideLaw(AnlanError):
    """The amount lies outside what the article allows: ``low``, ``high``."""

    code = "enforcement.outside_law"
    message = "The article allows %(low)s to %(high)s yuan. A milder fine needs a mitigating circumstance."


class HeavierThanNotified(AnlanError):
    """The penalty is heavier than the one notified: ``notified``."""

    code = "enforcement.heavier_than_notified"
    message = "The party was notified of %(notified)s yuan. A heavier penalty needs a new notice."
    error_class = ErrorClass.CONFLICT


class NotServed(AnlanError):
    """A document has its effect only when served: ``name``."""

    code = "enforcement.not_served"
    message = "%(name)s has not been served yet."
    error_class = ErrorClass.CONFLICT


class ServedAlready(AnlanError):
    """The document was served already, or is none that is served."""

    code = "enforcement.served_already"
    message = "This document was served already, or is not served at all."
    error_class = ErrorClass.CONFLICT


class DocumentsOpen(AnlanError):
    """Documents that were entered are not approved: ``names``."""

    code = "enforcement.documents_open"
    message = "Every document that was entered must be approved before the case is closed: %(names)s."
    error_class = ErrorClass.CONFLICT


class NotPaid(AnlanError):
    """Fine or surcharge are still owed: ``owed``."""

    code = "enforcement.not_paid"
    message = "%(owed)s yuan are still owed."
    error_class = ErrorClass.CONFLICT


class PaidTooMuch(AnlanError):
    """More is paid than owed: ``owed``."""

    code = "enforcement.paid_too_much"
    message = "Only %(owed)s yuan are owed."


class PublishedAlready(AnlanError):
    """The penalty is public already, or nothing is public: ``name``."""

    code = "enforcement.publication_state"
    message = "The publication does not stand so that this could be done."
    error_class = ErrorClass.CONFLICT


class ListedAlready(AnlanError):
    """The party stands in the list already, or does not stand in it."""

    code = "enforcement.listed_already"
    message = "The party's entry in the list does not stand so that this could be done."
    error_class = ErrorClass.CONFLICT


class RepairTooEarly(AnlanError):
    """Credit cannot be repaired yet: ``day``."""

    code = "enforcement.repair_too_early"
    message = "The entry can be repaired from %(day)s on."
    error_class = ErrorClass.CONFLICT
