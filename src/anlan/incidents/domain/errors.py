"""How this room refuses."""

from typing import ClassVar

from anlan.kernel.errors import AnlanError, ErrorClass


class IncidentExists(AnlanError):
    """An open incident already holds this alarm: ``number``."""

    code: ClassVar[str] = "incidents.exists"
    message: ClassVar[str] = "Incident %(number)s is already open for this alarm. Record what is new there."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class FigureLowered(AnlanError):
    """A figure would fall without a word why: ``indicator``, ``before``, ``after``."""

    code: ClassVar[str] = "incidents.figure_lowered"
    message: ClassVar[str] = "%(indicator)s would fall from %(before)s to %(after)s: write in the note why."
