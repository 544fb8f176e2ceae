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
