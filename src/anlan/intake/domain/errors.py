"""Why the intake says no."""

from anlan.kernel.errors import AnlanError, ErrorClass


class NotAPicture(AnlanError):
    """A file is no whole JPEG, PNG or WebP, or is too large: ``name``."""

    code = "intake.not_a_picture"
    message = "%(name)s is not a whole picture (JPEG, PNG or WebP, 8 MB at most). Nothing was stored."


class TooManyPictures(AnlanError):
    """More pictures than a matter takes: ``most``."""

    code = "intake.too_many_pictures"
    message = "At most %(most)s pictures can be sent with one report."


class TooManyReports(AnlanError):
    """One address sent too often."""

    code = "intake.too_many_reports"
    message = "Too many reports came from here in a short time. If people are in danger, call 119, 110 or 120."
    error_class = ErrorClass.UNAVAILABLE


class TokenUsedOtherwise(AnlanError):
    """The sender's own number came before with another text: ``token``."""

    code = "intake.token_used_otherwise"
    message = "A report with this number but another text came before. Send it under a new number."
    error_class = ErrorClass.CONFLICT


class MergedIntoItself(AnlanError):
    """A matter can only be merged into another one that is not merged itself: ``number``."""

    code = "intake.merged_into_itself"
    message = "A report can only be merged into another one that is not merged itself."
    error_class = ErrorClass.CONFLICT


class NotThisDepartment(AnlanError):
    """The receiver is no organisation of the reader's regions: ``organisation``."""

    code = "intake.not_this_department"
    message = "This department is not among those of your region."


class ExerciseMixed(AnlanError):
    """A report of an exercise meets a real incident, or the other way round."""

    code = "intake.exercise_mixed"
    message = "A report and an incident are either both of an exercise or both real."
    error_class = ErrorClass.CONFLICT


class MailUnreadable(AnlanError):
    """A message is no mail with a sender and a text: ``why``."""

    code = "intake.mail_unreadable"
    message = "The message cannot be read as a mail: %(why)s."


class TellerUnnamed(AnlanError):
    """Only who gave name and phone is rewarded."""

    code = "intake.teller_unnamed"
    message = "Only who told it by name and phone can be rewarded."
    error_class = ErrorClass.CONFLICT


class NotTheFirstTold(AnlanError):
    """The same was told before: the first one is rewarded, ``number``."""

    code = "intake.not_the_first_told"
    message = "The same was told before by %(number)s: only the first is rewarded."
    error_class = ErrorClass.CONFLICT


class NoRewardForThis(AnlanError):
    """A matter of this way in, or of an exercise, is not rewarded."""

    code = "intake.no_reward_for_this"
    message = "Only real tip-offs by phone, mail or the public page are rewarded."
    error_class = ErrorClass.CONFLICT


class NothingProved(AnlanError):
    """A reward needs what was proved: a fine, or the dead that were concealed."""

    code = "intake.nothing_proved"
    message = "Only what was proved is rewarded: enter the fine imposed, or the level and the dead that were concealed."
    error_class = ErrorClass.CONFLICT


class RewardedAlready(AnlanError):
    """The matter has a reward that was not refused."""

    code = "intake.rewarded_already"
    message = "This tip-off has a reward already."
    error_class = ErrorClass.CONFLICT


class RewardOutsideTable(AnlanError):
    """Another amount than the table's needs a reason, and none lies above the most: ``amount``, ``most``."""

    code = "intake.reward_outside_table"
    message = "The table gives %(amount)s yuan. Another amount needs a reason and is at most %(most)s."
    error_class = ErrorClass.CONFLICT


class SameHand(AnlanError):
    """Who proposed does not approve, the two approvals are of two persons, and neither of them pays."""

    code = "intake.same_hand"
    message = "You took an earlier step of this reward yourself. Somebody else must take this one."
    error_class = ErrorClass.NOT_ALLOWED
