"""Rows of the room: divisions and where they lie, roads and where they are closed, how high the ground is."""

from anlan.places.models.divisions import BoundaryLine, Division, DivisionChange, Edition, Footprint, Population
from anlan.places.models.elevations import Elevation
from anlan.places.models.roads import Road, RoadClosure, RoadEdition

__all__ = [
    "BoundaryLine",
    "Division",
    "DivisionChange",
    "Edition",
    "Elevation",
    "Footprint",
    "Population",
    "Road",
    "RoadClosure",
    "RoadEdition",
]
