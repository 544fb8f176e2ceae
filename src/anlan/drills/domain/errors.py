"""What this room refuses, by name."""

from anlan.kernel.errors import AnlanError, ErrorClass


class ApproverIsAuthor(AnlanError):
    """Who wrote a drill does not approve it."""

    code = "drills.approver_is_author"
    message = "You planned this drill yourself. Another person must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class NotTheApprover(AnlanError):
    """Another person was named to approve the drill: ``approver``."""

    code = "drills.not_the_approver"
    message = "This drill is approved by %(approver)s, who was named for it."
    error_class = ErrorClass.NOT_ALLOWED


class NotAController(AnlanError):
    """Only those who were named as controllers lead a drill."""

    code = "drills.not_a_controller"
    message = "Only the controllers named for this drill do this."
    error_class = ErrorClass.NOT_ALLOWED


class NotAnObserver(AnlanError):
    """Only observers and controllers write observations."""

    code = "drills.not_an_observer"
    message = "Only the observers named for this drill write observations."
    error_class = ErrorClass.NOT_ALLOWED


class ScriptIsEmpty(AnlanError):
    """A drill without a single inject is not approved."""

    code = "drills.script_is_empty"
    message = "The script has no inject. Write at least one before the drill is approved."


class AnotherDrillRuns(AnlanError):
    """Two drills at once in one place could not be told apart by their marks: ``title``."""

    code = "drills.another_drill_runs"
    message = "Another drill runs in this place: %(title)s. End it first."
    error_class = ErrorClass.CONFLICT


class PlanNotInForce(AnlanError):
    """A drill tries a plan that is in force."""

    code = "drills.plan_not_in_force"
    message = "This edition of the plan is not in force. Choose the one in force."


class NotAPicture(AnlanError):
    """A file is no whole picture: ``name``."""

    code = "drills.not_a_picture"
    message = "%(name)s is no whole JPEG, PNG or WebP picture below 8 MB."
