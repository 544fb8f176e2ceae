"""The refusals of the room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class PlanTextBroken(AnlanError):
    """A plan's text breaks a rule: ``field``, ``rule``."""

    code = "plans.plan_text_broken"
    message = "The plan's text is not complete: %(field)s breaks the rule %(rule)s."


class ApproverIsAuthor(AnlanError):
    """Who drafted a plan may not approve it."""

    code = "plans.approver_is_author"
    message = "You drafted this plan, so another person has to approve it."
    error_class = ErrorClass.NOT_ALLOWED


class ReviewerIsAuthor(AnlanError):
    """Who drafted a plan, or changed the draft, may not review it."""

    code = "plans.reviewer_is_author"
    message = "You wrote on this draft, so another person has to review it."
    error_class = ErrorClass.NOT_ALLOWED


class ApproverIsReviewer(AnlanError):
    """Who reviewed a plan may not approve it."""

    code = "plans.approver_is_reviewer"
    message = "You reviewed this plan, so another person has to approve it."
    error_class = ErrorClass.NOT_ALLOWED


class EditedMeanwhile(AnlanError):
    """Somebody else changed the draft since the page was opened."""

    code = "plans.edited_meanwhile"
    message = "Somebody changed this draft since you opened it. Open the part again; nothing of yours was stored."
    error_class = ErrorClass.CONFLICT


class NeedsWords(AnlanError):
    """A return, an abolition or a returned filing must say why: ``field``."""

    code = "plans.needs_words"
    message = "Say why: without a reason nobody can act on it."


class NoPlan(AnlanError):
    """No approved plan covers the kind of event in the region: ``kind``, ``region``."""

    code = "plans.no_plan"
    message = "No approved plan covers this kind of event here. Approve one on the plans page first."
    error_class = ErrorClass.NOT_FOUND


class NoSuchLevel(AnlanError):
    """The plan has no such level: ``level``."""

    code = "plans.no_such_level"
    message = "The plan has no response level %(level)s."
    error_class = ErrorClass.NOT_FOUND


class NothingToFile(AnlanError):
    """The edition is not in force, or it was filed already."""

    code = "plans.nothing_to_file"
    message = "This edition is not waiting to be filed."
    error_class = ErrorClass.CONFLICT


class FilingIsAnswered(AnlanError):
    """The filing was answered already."""

    code = "plans.filing_is_answered"
    message = "This filing was answered already."
    error_class = ErrorClass.CONFLICT


class AnswererIsFiler(AnlanError):
    """Who filed a plan may not answer the filing."""

    code = "plans.answerer_is_filer"
    message = "You filed this plan, so another person has to answer."
    error_class = ErrorClass.NOT_ALLOWED


class NothingToEvaluate(AnlanError):
    """Only an edition in force is evaluated or tried in a drill."""

    code = "plans.nothing_to_evaluate"
    message = "Only a plan in force is evaluated or tried in a drill."
    error_class = ErrorClass.CONFLICT


class NotAPaper(AnlanError):
    """The file is no Word file that can be read: ``name``."""

    code = "plans.not_a_paper"
    message = "%(name)s is not a Word file (.docx) of at most 5 MB and 5000 lines. Save it as .docx and try again."


class PaperUsed(AnlanError):
    """A draft was made of the paper already."""

    code = "plans.paper_used"
    message = "A draft was made of this paper already. Open that draft."


class NothingConfirmed(AnlanError):
    """No start condition of any level was confirmed."""

    code = "plans.nothing_confirmed"
    message = "Confirm at least one start condition: a plan without any can never be proposed."
