"""What the room refuses."""

from anlan.kernel.errors import AnlanError, ErrorClass


class SubstanceUnknown(AnlanError):
    """Table 1 of the standard has no such substance: ``given``."""

    code = "major_hazards.substance_unknown"
    message = "%(given)s is not in table 1 of GB 18218. Write its name or CAS number as there, or its hazard classes."


class SubstanceMissing(AnlanError):
    """Neither a substance nor a class was given."""

    code = "major_hazards.substance_missing"
    message = "Name a substance of table 1, or the hazard classes of a mixture."


class ClassUnknown(AnlanError):
    """Table 2 of the standard has no such class: ``given``."""

    code = "major_hazards.class_unknown"
    message = "%(given)s is no class of table 2 of GB 18218 (J1 to W11)."


class QuantityRefused(AnlanError):
    """The quantity is no number of tonnes that can be reckoned with: ``given``."""

    code = "major_hazards.quantity_refused"
    message = "%(given)s is no quantity: a number of tonnes from 0 to 1,000,000,000 with at most 12 decimals."


class PeopleRefused(AnlanError):
    """The number of people is none: ``given``."""

    code = "major_hazards.people_refused"
    message = "%(given)s is no number of people: a whole number from 0 to 10,000,000."


def refusal_of(reason: str, given: str) -> AnlanError:
    """Return the room's refusal for what the standard's reckoning refuses by ``reason``."""
    named: dict[str, type[AnlanError]] = {
        "substance_unknown": SubstanceUnknown,
        "substance_missing": SubstanceMissing,
        "class_unknown": ClassUnknown,
    }
    by_kind = PeopleRefused if reason.startswith("people") else QuantityRefused
    return named.get(reason, by_kind)(given=given[:60])


class StockTwice(AnlanError):
    """The unit holds this substance already: ``name``."""

    code = "major_hazards.stock_twice"
    message = "The unit already lists %(name)s. Change its quantity instead of adding it again."
    error_class = ErrorClass.CONFLICT


class UnitCodeTaken(AnlanError):
    """Another unit has this code: ``unit_code``."""

    code = "major_hazards.unit_code_taken"
    message = "Another unit has the code %(unit_code)s. Give this one a code of its own."
    error_class = ErrorClass.CONFLICT


class FilledBySensor(AnlanError):
    """A quantity that a sensor gives is not written by hand: ``name``."""

    code = "major_hazards.filled_by_sensor"
    message = "A sensor gives the quantity of %(name)s. Take the sensor away before writing it by hand."
    error_class = ErrorClass.CONFLICT


class SeriesNotNamed(AnlanError):
    """The station has several series, or none of this quantity: ``station``."""

    code = "major_hazards.series_not_named"
    message = "Say which series of the station %(station)s is meant: it has several, or none of that name."


class FiledBeforeIdentified(AnlanError):
    """A filing needs an identification before it, and not a later one."""

    code = "major_hazards.filed_before_identified"
    message = "A filing needs an identification, and its day cannot lie before it."


class NotAMajorHazard(AnlanError):
    """What is asked is owed only by a major hazard."""

    code = "major_hazards.not_a_major_hazard"
    message = "S is below 1: the unit is no major hazard, so nothing is identified or filed."


class OwnerUnknown(AnlanError):
    """A new unit needs an enterprise that is registered in the actor's regions: ``enterprise``."""

    code = "major_hazards.owner_unknown"
    message = "The unit is new, and no enterprise with the code %(enterprise)s is registered in your regions."


class NobodyIsNamed(AnlanError):
    """A duty is ticked off only where somebody answers for it: ``role``."""

    code = "major_hazards.nobody_is_named"
    message = "Nobody is named as %(role)s. Name the person before ticking off a duty."
    error_class = ErrorClass.CONFLICT


class DutyTickedAlready(AnlanError):
    """The duty of this period is ticked off: ``period``."""

    code = "major_hazards.duty_ticked_already"
    message = "This duty is already ticked off for %(period)s."
    error_class = ErrorClass.CONFLICT


class SensorTwice(AnlanError):
    """The series watches the item already: ``station``."""

    code = "major_hazards.sensor_twice"
    message = "The station %(station)s already watches this item."
    error_class = ErrorClass.CONFLICT


class LimitsNotInOrder(AnlanError):
    """A worse level needs a worse value."""

    code = "major_hazards.limits_not_in_order"
    message = "The limits contradict each other: blue, yellow, orange and red must lead to the worse."
