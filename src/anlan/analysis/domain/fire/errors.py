"""What an analysis of a fire refuses."""

from anlan.kernel.errors import AnlanError


class FireMissing(AnlanError):
    """Neither a point nor hot spots say where it burns."""

    code = "analysis.fire_missing"
    message = "Where it burns is missing. Give its point or paste the hot spots."


class FireOutside(AnlanError):
    """The fire's middle lies in the sea or abroad, where no registers are: ``longitude``, ``latitude``."""

    code = "analysis.fire_outside"
    message = (
        "The fire at %(longitude)s E, %(latitude)s N lies in the sea or abroad. "
        "Check longitude and latitude, or leave out hot spots across the border."
    )


class HotspotsUnreadable(AnlanError):
    """Hot spots are no CSV with latitude and longitude: ``reason``."""

    code = "analysis.hotspots_unreadable"
    message = "The hot spots cannot be read (%(reason)s). Paste the CSV with the columns latitude and longitude."


class BarriersUnreadable(AnlanError):
    """Barriers are no GeoJSON lines: ``reason``."""

    code = "analysis.barriers_unreadable"
    message = "The barriers cannot be read (%(reason)s). Paste GeoJSON with lines or areas."
