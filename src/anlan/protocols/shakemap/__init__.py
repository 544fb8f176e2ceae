"""The grid of shaking (grid.xml) that ShakeMap publishes after an earthquake."""

from anlan.protocols.shakemap.reading import MOST_BYTES, Field, NoShakeMap, ShakeMap, read_shakemap

__all__ = ["MOST_BYTES", "Field", "NoShakeMap", "ShakeMap", "read_shakemap"]
