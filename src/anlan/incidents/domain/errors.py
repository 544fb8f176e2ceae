"""How this room refuses."""

from anlan.kernel.errors import AnlanError, ErrorClass


class IncidentExists(AnlanError):
    """An open incident already holds this alarm: ``number``."""

    code = "incidents.exists"
    message = "Incident %(number)s is already open for this alarm. Record what is new there."
    error_class = ErrorClass.CONFLICT


class FigureLowered(AnlanError):
    """A figure would fall without a word why: ``indicator``, ``before``, ``after``."""

    code = "incidents.figure_lowered"
    message = "%(indicator)s would fall from %(before)s to %(after)s: write in the note why."


class ChainClosed(AnlanError):
    """The cause would be an effect of its own effect."""

    code = "incidents.chain_closed"
    message = "The second incident already led to the first. An incident cannot be the cause of its own cause."
    error_class = ErrorClass.CONFLICT
