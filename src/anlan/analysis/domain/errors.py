"""Refusals of this room."""

from typing import Self

from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.science.refusing import Refused
from anlan.science.saying import said_by


class InputMissing(AnlanError):
    """A field that is needed is empty: ``field``."""

    code = "analysis.input_missing"
    message = "%(field)s is missing."


class InputNotRead(AnlanError):
    """A field holds something else than it should: ``field``, ``value``."""

    code = "analysis.input_not_read"
    message = "%(field)s: %(value)s cannot be read. Type it as the form shows."


class InputOutOfRange(AnlanError):
    """A value lies outside what the model holds for: ``field``, ``value``, ``low``, ``high``, ``unit``."""

    code = "analysis.input_out_of_range"
    message = "%(field)s: %(value)s %(unit)s lies outside %(low)s to %(high)s %(unit)s, for which the model holds."


class InputNotAChoice(AnlanError):
    """A value is none of those that can be chosen: ``field``, ``value``."""

    code = "analysis.input_not_a_choice"
    message = "%(field)s: %(value)s is none of the choices."


class InputUnknown(AnlanError):
    """A name that no field has: ``name``."""

    code = "analysis.input_unknown"
    message = "There is no field %(name)s."


class ModelRefused(AnlanError):
    """The model does not hold for this: ``why`` is the code of its refusal, the sentence that of the code."""

    code = "analysis.model_refused"
    message = "The model does not hold for this."

    def __init__(self, text: str = "", **data: object) -> None:
        super().__init__(**data)
        self.message = text or self.message

    @classmethod
    def by(cls, refusal: Refused) -> Self:
        """Return the refusal of an analysis for what its model refused."""
        said = said_by(refusal)
        return cls(said.text, why=refusal.code, **said.values)


class RunBroken(AnlanError):
    """A fault of ours ended a run; the log holds it."""

    code = "analysis.run_broken"
    message = "A fault of the platform ended this analysis; it has been written down. Run it again."
    error_class = ErrorClass.UNAVAILABLE


class RunAbandoned(AnlanError):
    """What reckoned a run has ended without a word, and nothing takes it up again."""

    code = "analysis.run_abandoned"
    message = "The process that reckoned this analysis has ended before it was done. Run it again."
    error_class = ErrorClass.UNAVAILABLE


class AlreadyRelied(AnlanError):
    """The same was noted already: ``subject``."""

    code = "analysis.already_relied"
    message = "It is noted already that this relies on the analysis."
    error_class = ErrorClass.CONFLICT


class RunNotDone(AnlanError):
    """The run has no result (yet): ``state``."""

    code = "analysis.run_not_done"
    message = "This analysis has no result that could be used."
    error_class = ErrorClass.CONFLICT


class NoElevations(AnlanError):
    """The ground's height is not known where a flood should be reckoned: ``place``."""

    code = "analysis.no_elevations"
    message = "No elevations are loaded for %(place)s. An administrator loads them with: anlan places elevation."


class NoRainThere(AnlanError):
    """A grid of rain tells no rain at any hazard site of a region: ``region``."""

    code = "analysis.no_rain_there"
    message = "The grid tells no rain at any hazard site of region %(region)s."


class RunStopped(AnlanError):
    """Somebody stopped the run while it was being reckoned."""

    code = "analysis.run_stopped"
    message = "This analysis was stopped."
    error_class = ErrorClass.CONFLICT


class PlaceOutside(AnlanError):
    """A point lies in the sea or abroad, where no registers are: ``longitude``, ``latitude``."""

    code = "analysis.place_outside"
    message = (
        "The point %(longitude)s E, %(latitude)s N lies in the sea or abroad, where there are no registers. "
        "Check longitude and latitude."
    )


class ChainTooWide(AnlanError):
    """More places lie within reach of a chain than can be followed: ``count``, ``most``."""

    code = "analysis.chain_too_wide"
    message = "%(count)s places lie within reach, more than the %(most)s that can be followed. Give a smaller reach."


class NoDisplacement(AnlanError):
    """No displacement is measured at a hazard site, and none was typed: ``site``."""

    code = "analysis.no_displacement"
    message = "No station that may be read measures displacement at %(site)s in this time. Type the readings."


class TooFewReadings(AnlanError):
    """The readings do not give two rates: ``found``."""

    code = "analysis.too_few_readings"
    message = "%(found)s rates can be formed of the readings; two are needed. Take a longer time or shorter steps."


class SiteAmbiguous(AnlanError):
    """Several hazard sites fit what was typed: ``site``, ``choices``."""

    code = "analysis.site_ambiguous"
    message = "%(site)s fits several hazard sites: %(choices)s. Give the code of one."


class NoHollow(AnlanError):
    """The ground only falls away from a place: ``place``."""

    code = "analysis.no_hollow"
    message = "At %(place)s the ground holds no water: no hollow lies there. Give a place in the hollow."


class TooManyRows(AnlanError):
    """More rows were typed than are read: ``field``, ``count``, ``most``."""

    code = "analysis.too_many_rows"
    message = "%(field)s: %(count)s rows are more than the %(most)s that are read."


class ReservoirAmbiguous(AnlanError):
    """Several reservoirs fit what was typed: ``reservoir``, ``choices``."""

    code = "analysis.reservoir_ambiguous"
    message = "%(reservoir)s fits several reservoirs: %(choices)s. Give the code of one."


class PoolNotGiven(AnlanError):
    """Neither rows of a reservoir were typed nor its surface, weir level and weir width."""

    code = "analysis.pool_not_given"
    message = (
        "Give either the rows of level, storage and outflow, or the surface, the level of the spillway and its width."
    )


class RainUnitDiffers(AnlanError):
    """A grid's file names another unit than was chosen, or one that is not known: ``told``, ``chosen``."""

    code = "analysis.rain_unit_differs"
    message = "The file says its values are in %(told)s, the form says %(chosen)s. Choose the right unit."


class RainHasSteps(AnlanError):
    """A grid said to be one rain holds several layers: ``count``."""

    code = "analysis.rain_has_steps"
    message = (
        "The file holds %(count)s layers. Say whether each is the rain of its step or the rain since the beginning."
    )


class RainImplausible(AnlanError):
    """A grid's values are no rain in mm: ``least``, ``most``."""

    code = "analysis.rain_implausible"
    message = "The values go from %(least)s to %(most)s mm: that is no rain. Check the unit, the layers and the file."


class RainGridTooLarge(AnlanError):
    """A grid's file is larger, or has more values, than are kept: ``most``."""

    code = "analysis.rain_grid_too_large"
    message = (
        "The file is larger than 30 MB or holds more than 4 million values. Cut out the county and its surroundings."
    )


class RainGridMissing(AnlanError):
    """No file was sent."""

    code = "analysis.rain_grid_missing"
    message = "Choose a file first."
