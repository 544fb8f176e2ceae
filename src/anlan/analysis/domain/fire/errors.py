"""What an analysis of a fire refuses."""

from anlan.kernel.errors import AnlanError


class FireMissing(AnlanError):
    """Neither a point nor hot spots say where it burns."""

    code = "analysis.fire_missing"
    message = "Where it burns is missing. Give its point or paste the hot spots."


class HotspotsUnreadable(AnlanError):
    """Hot spots are no CSV with latitude and longitude: ``reason``."""

    code = "analysis.hotspots_unreadable"
    message = "The hot spots cannot be read (%(reason)s). Paste the CSV with the columns latitude and longitude."


class BarriersUnreadable(AnlanError):
    """Barriers are no GeoJSON lines: ``reason``."""

    code = "analysis.barriers_unreadable"
    message = "The barriers cannot be read (%(reason)s). Paste GeoJSON with lines or areas."
