"""What an assessment of an earthquake refuses."""

from anlan.kernel.errors import AnlanError, ErrorClass


class MagnitudeMissing(AnlanError):
    """Neither the line nor the form says how great it was."""

    code = "analysis.magnitude_missing"
    message = "The magnitude is missing. Write it like this: earthquake 6.8 Luding."


class EpicentreMissing(AnlanError):
    """Neither a place nor coordinates are given."""

    code = "analysis.epicentre_missing"
    message = "The place is missing. Write the county or the coordinates of the epicentre."


class PlaceUnknown(AnlanError):
    """No division has this name: ``place``."""

    code = "analysis.place_unknown"
    message = "No place is called %(place)s. Write the county's name or the coordinates of the epicentre."
    error_class = ErrorClass.NOT_FOUND


class PlaceAmbiguous(AnlanError):
    """Several divisions have this name: ``place``, ``choices``."""

    code = "analysis.place_ambiguous"
    message = "Several places are called %(place)s: %(choices)s. Write the prefecture before it."
    error_class = ErrorClass.CONFLICT


class EpicentreOutside(AnlanError):
    """The epicentre lies in the sea or abroad, where the relations do not hold: ``longitude``, ``latitude``."""

    code = "analysis.epicentre_outside"
    message = (
        "The point %(longitude)s E, %(latitude)s N lies in the sea or abroad; the relations hold on land. "
        "Check longitude and latitude."
    )


class DrawingUnreadable(AnlanError):
    """The drawn isoseismals are no GeoJSON areas with degrees VI to XII: ``reason``."""

    code = "analysis.drawing_unreadable"
    message = "The drawn isoseismals cannot be read (%(reason)s). They are GeoJSON areas with a degree of 6 to 12 each."


class TraceOutside(AnlanError):
    """A point of the rupture's line lies where the relations do not hold: ``longitude``, ``latitude``."""

    code = "analysis.trace_outside"
    message = (
        "The line of the rupture leads to %(longitude)s E, %(latitude)s N, where the relations do not hold. "
        "Longitude comes before latitude."
    )


class TraceFar(AnlanError):
    """The rupture's line passes far from the epicentre: ``km``, ``most``."""

    code = "analysis.trace_far"
    message = (
        "The line of the rupture passes the epicentre at %(km)s km; more than %(most)s km cannot be. "
        "Check the line and the epicentre."
    )


class TraceLong(AnlanError):
    """The rupture's line is longer than any that was ever seen: ``km``, ``most``."""

    code = "analysis.trace_long"
    message = "The line of the rupture is %(km)s km long; none longer than %(most)s km was ever seen."


class ShakeMapUnreadable(AnlanError):
    """A file is no grid of ShakeMap that can be read here: ``reason``."""

    code = "analysis.shakemap_unreadable"
    message = (
        "This file is no ShakeMap grid that can be read here (%(reason)s). "
        "Take the file grid.xml of the earthquake, at most 10 MB."
    )


class ShakingTwice(AnlanError):
    """Isoseismals are drawn and a map of shaking is given: one of them must be left out."""

    code = "analysis.shaking_twice"
    message = "Isoseismals are drawn and a map of shaking is given. Leave one of them out."
    error_class = ErrorClass.CONFLICT


class ShakingElsewhere(AnlanError):
    """The epicentre does not lie on the map of shaking: ``name``."""

    code = "analysis.shaking_elsewhere"
    message = "The epicentre does not lie on the map of shaking %(name)s. They belong to different earthquakes."
    error_class = ErrorClass.CONFLICT
