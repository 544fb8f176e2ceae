"""Rules as sentences: what a case says, in the reader's language."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from anlan.monitoring import api

PLACES: Final = {
    api.Place.STATION: gettext_lazy("The station's own place"),
    api.Place.TOWNSHIP: gettext_lazy("The station's township"),
    api.Place.STANDS_FOR: gettext_lazy("The townships that the station stands for"),
    api.Place.COUNTY: gettext_lazy("The county"),
}
COMPARES: Final = {
    api.Compare.AT_LEAST: "\u2265",
    api.Compare.ABOVE: ">",
    api.Compare.AT_MOST: "\u2264",
    api.Compare.BELOW: "<",
}
AGGREGATES: Final = {
    api.Aggregate.VALUE: gettext_lazy("Newest value"),
    api.Aggregate.SUM: gettext_lazy("Total amount"),
    api.Aggregate.MAX: gettext_lazy("Maximum"),
    api.Aggregate.MIN: gettext_lazy("Minimum"),
    api.Aggregate.MEAN: gettext_lazy("Mean"),
    api.Aggregate.RATE: gettext_lazy("Rate per hour"),
    api.Aggregate.DIFFERENCE: gettext_lazy("Difference"),
}
MARK_WORDS: Final = {"verified": gettext_lazy("Verified"), "doubtful": gettext_lazy("Doubtful")}
MARK_TONES: Final = {"verified": "good", "doubtful": "amber"}
CHANGES: Final = {
    "new": gettext_lazy("New rule"),
    "changed": gettext_lazy("Changed"),
    "switched_on": gettext_lazy("Switch on"),
    "switched_off": gettext_lazy("Switch off"),
}
STATES: Final = {
    "proposed": gettext_lazy("Proposed"),
    "approved": gettext_lazy("Approved"),
    "refused": gettext_lazy("Refused"),
    "retired": gettext_lazy("Retired"),
}
STATE_TONES: Final = {"proposed": "amber", "approved": "good", "refused": "dim", "retired": "dim"}
_MEASURES: Final = {
    api.Aggregate.SUM: gettext_noop("%(window)s %(quantity)s"),
    api.Aggregate.MAX: gettext_noop("highest %(quantity)s in %(window)s"),
    api.Aggregate.MIN: gettext_noop("lowest %(quantity)s in %(window)s"),
    api.Aggregate.MEAN: gettext_noop("mean %(quantity)s in %(window)s"),
    api.Aggregate.RATE: gettext_noop("rate of %(quantity)s in %(window)s"),
    api.Aggregate.DIFFERENCE: gettext_noop("change of %(quantity)s in %(window)s"),
}
# What a refusal of a definition says; the edge and the editor translate them.
RULES: Final = {
    "lower_case_3_to_40": gettext_lazy("3 to 40 lower-case letters, digits or _, a letter first"),
    "1_to_60_characters": gettext_lazy("1 to 60 characters"),
    "1_to_300_characters": gettext_lazy("1 to 300 characters"),
    "1_to_40_characters": gettext_lazy("1 to 40 characters"),
    "a_known_hazard": gettext_lazy("Choose a hazard of the list"),
    "a_12379_code": gettext_lazy("Five characters as 11B03"),
    "a_known_quantity": gettext_lazy("Choose a quantity of the list"),
    "a_known_station_kind": gettext_lazy("Choose a station kind of the list"),
    "2_to_12_digits": gettext_lazy("2 to 12 digits"),
    "a_station_code": gettext_lazy("Station codes, one a line"),
    "0_to_10080": gettext_lazy("0 to 10,080 minutes"),
    "0_to_43200": gettext_lazy("0 to 43,200 minutes"),
    "1_to_43200": gettext_lazy("1 minute to 30 days"),
    "at_most_20": gettext_lazy("At most 20 cases"),
    "at_least_1_or_a_note": gettext_lazy("At least one case, or a note why there is none"),
    "1_to_12": gettext_lazy("1 to 12 conditions"),
    "0_to_number_of_conditions": gettext_lazy("Not more than there are conditions"),
    "one_neighbours_condition_and_all_needed": gettext_lazy("One condition on neighbours at most, and all needed"),
    "none_beside_a_curve": gettext_lazy("No conditions beside a curve"),
    "above_0_at_most_1000": gettext_lazy("Above 0, at most 1000"),
    "above_minus_1_at_most_0": gettext_lazy("Above -1, at most 0"),
    "hours_in_order_at_most_240": gettext_lazy("From 1 hour, in order, at most 240"),
    "a_number_or_a_mark": gettext_lazy("A number, or a mark of the series"),
    "finite_and_below_1e9": gettext_lazy("A plain number"),
    "0_or_more": gettext_lazy("0 or more"),
    "1_to_of_at_most_60": gettext_lazy("From 1 to the number of readings, at most 60"),
    "above_0_at_most_100": gettext_lazy("Above 0, at most 100 km"),
    "1_to_8": gettext_lazy("1 to 8"),
    "0_for_a_single_value": gettext_lazy("The newest value has no window"),
    "whole_hours_above_a_day": gettext_lazy("Whole hours above a day"),
    "beyond_the_lower_level": gettext_lazy("The higher level must be harder to reach than the lower"),
    "a_number": gettext_lazy("Write a number"),
    "not_empty": gettext_lazy("Fill this in"),
    "within_the_region": gettext_lazy("Within the region of the rule"),
    "of_the_known_form": gettext_lazy("Not in the known form"),
    "not_taken": gettext_lazy("There is already a rule of this name"),
    "a_period_of_a_year_at_most": gettext_lazy("A period before now, of a year at most"),
    "trial_too_large": gettext_lazy("Too many readings: take a shorter period or a smaller region"),
    "a_moment": gettext_lazy("Write the time as 2020-06-27 03:30."),
}


def rule_word(rule: str) -> str:
    """Return what a broken rule asks for."""
    return str(RULES.get(rule, rule))


def window_word(minutes: int) -> str:
    """Return a window as people say it: minutes, hours up to three days, then days."""
    if minutes % 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes % 1440 or minutes <= 3 * 1440:
        return _("%(count)s h") % {"count": minutes // 60}
    return _("%(count)s days") % {"count": minutes // 1440}


def case_sentence(case: api.RuleCase, definition: api.RuleDefinition) -> str:
    """Return what a case says: its conditions joined, or its curve."""
    if case.curve:
        curve = case.curve
        words = {"a": f"{curve.a:g}", "b": f"{curve.b:g}", "first": curve.from_hours, "last": curve.to_hours}
        return _("rain reaches I = %(a)s D^%(b)s (mm/h, D from %(first)s to %(last)s h)") % words
    said = [condition_sentence(each, definition) for each in case.conditions]
    if len(said) == 1 or case.needed == len(said):
        return _(" and ").join(said)
    if case.needed == 1:
        return _(" or ").join(said)
    return _("%(need)s of: %(conditions)s") % {"need": case.needed, "conditions": _("; ").join(said)}


def condition_sentence(each: api.Condition, definition: api.RuleDefinition) -> str:
    """Return what a condition says."""
    quantity = each.quantity or definition.scope.quantity
    words = {"quantity": api.quantity_label(quantity), "window": window_word(each.window_minutes)}
    measure = words["quantity"] if each.aggregate is api.Aggregate.VALUE else _(_MEASURES[each.aggregate]) % words
    said = f"{measure} {COMPARES[each.compare]} {_bound(each, quantity)}"
    if each.on is api.On.NEIGHBOURS:
        near = {"count": each.neighbours, "km": f"{each.within_km:g}", "said": said}
        said = _("%(count)s stations within %(km)s km: %(said)s") % near
    return said + "".join(_qualifiers(each, quantity))


def _bound(each: api.Condition, quantity: str) -> str:
    unit = unit_of(each, quantity)
    number = "" if each.threshold is None else f"{each.threshold:g} {unit}".strip()
    if not each.mark:
        return number
    mark = api.mark_label(each.mark)
    named = mark if each.factor == 1 else f"{each.factor:g} \u00d7 {mark}"
    return _("%(mark)s (else %(number)s)") % {"mark": named, "number": number} if number else named


def unit_of(each: api.Condition, quantity: str) -> str:
    """Return the unit of what a condition compares."""
    known = api.quantities().get(quantity)
    unit = known.unit if known else ""
    return f"{unit}/h" if each.aggregate is api.Aggregate.RATE else unit


def _qualifiers(each: api.Condition, quantity: str) -> list[str]:
    said = []
    if each.hold_minutes:
        said.append(_(", for %(window)s") % {"window": window_word(each.hold_minutes)})
    if each.of > 1:
        said.append(_(", at %(times)s of %(of)s readings") % {"times": each.times, "of": each.of})
    if each.clear_by:
        back = f"{each.clear_by:g} {unit_of(each, quantity)}".strip()
        said.append(_(", ends %(back)s back") % {"back": back})
    return said
