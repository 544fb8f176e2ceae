"""What the codes of imports are called on the screen."""

from typing import Final

from django.utils.translation import gettext_lazy as _

STATES: Final = {
    "uploaded": _("Columns to be confirmed"),
    "checking": _("Being checked"),
    "checked": _("Checked, nothing stored yet"),
    "storing": _("Being stored"),
    "stored": _("Stored"),
    "taking_back": _("Being taken back"),
    "taken_back": _("Taken back"),
    "discarded": _("Discarded"),
}
TONES: Final = {
    "uploaded": "amber",
    "checking": "accent",
    "checked": "amber",
    "storing": "accent",
    "stored": "good",
    "taking_back": "accent",
    "taken_back": "dim",
    "discarded": "dim",
}
PROBLEMS: Final = {
    "not_a_number": _("Not a number"),
    "ambiguous_number": _("Number can be read in two ways"),
    "estimated": _("An estimate, not a measurement"),
    "unit_does_not_fit": _("Unit does not fit the quantity"),
    "not_a_time": _("Not a time"),
    "no_time": _("No time"),
    "two_digit_year": _("Year of two digits"),
    "year_not_first": _("Day or month before the year"),
    "no_such_moment": _("No such date or time"),
    "no_station": _("No station"),
    "unknown_station": _("Station unknown, or not in your region"),
    "unknown_quantity": _("The station does not measure this"),
    "unknown_quantity_name": _("Unknown name of a quantity"),
    "too_many_cells": _("More cells than columns"),
    "value_out_of_range": _("Value out of range"),
    "in_the_future": _("In the future"),
    "too_old": _("Too old"),
    "other_value_in_file": _("Another value for the same time in the file"),
    "other_value_stored": _("Other value already stored"),
}
ROLES: Final = {
    "ignored": _("Leave out"),
    "station": _("Station (code or name)"),
    "date": _("Date"),
    "time": _("Time"),
    "year": _("Year"),
    "month": _("Month"),
    "day": _("Day"),
    "hour": _("Hour"),
    "minute": _("Minute"),
    "quantity": _("Name of the quantity"),
    "value": _("Value"),
    "unit": _("Unit"),
}
DELIMITERS: Final = {",": _("Comma"), "\t": _("Tab"), ";": _("Semicolon"), "|": _("Vertical bar")}
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030 / GBK",
    "big5": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
