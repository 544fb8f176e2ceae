"""Roads of an OpenStreetMap extract: what cars can drive on, cut at every junction.

The tags are those of https://wiki.openstreetmap.org/wiki/Key:highway, Key:oneway and Key:access.
"""

from anlan.protocols.osm_roads.reading import LeftOut, NoRoads, Road, read_roads

__all__ = ["LeftOut", "NoRoads", "Road", "read_roads"]
