"""What is wrong with a row, as a sentence for the person who mends the file."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.support.row_import.columns import Problem

RULES: Final[dict[str, Promise]] = {
    "required": _("must not be empty"),
    "too_long": _("is too long"),
    "not_a_number": _("is not a number"),
    "ambiguous_number": _("can be read as two different numbers; write it without separators"),
    "not_whole": _("must be a whole number"),
    "too_small": _("must not be below %(least)s"),
    "too_large": _("must not be above %(greatest)s"),
    "not_a_time": _("is not a date"),
    "two_digit_year": _("has a year of two digits; write four"),
    "year_not_first": _("must begin with the year"),
    "no_such_moment": _("is a date that does not exist"),
    "not_in_list": _("is not among the words of this column"),
    "not_yes_or_no": _("must be yes or no"),
    "not_degrees": _("is not a coordinate"),
    "outside_china": _("lies outside China; look whether x and y are exchanged and which coordinates the file uses"),
    "broken_shape": _("has no shape, or one that crosses itself"),
    "twice": _("stands twice in the file, first in row %(first)s"),
    "not_in_your_regions": _("lies outside the regions that you keep"),
    "unknown_region": _("is no division that is known here"),
    "unknown": _("is not registered"),
}


def told(problem: Problem) -> str:
    """Return the rule that a value breaks, as the end of a sentence that begins with row, field and value."""
    own = problem.data.get("sentence")
    return str(own) if own else str(RULES[problem.rule]) % problem.data
