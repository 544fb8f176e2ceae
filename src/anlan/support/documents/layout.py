"""The figures of GB/T 9704-2012, read from ``tables/official_layout.toml``."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from anlan.support.tables import load_table

TWIPS_PER_MM: Final = 1440 / 25.4
TWIPS_PER_POINT: Final = 20


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, as Word counts (37 mm is 2098)."""
    return round(millimetres * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper, grid, sizes (pt) and fonts by part of the document."""

    paper: dict[str, float]
    grid: dict[str, float]
    gaps: dict[str, float]
    size: dict[str, float]
    font: dict[str, str]
    fallback: dict[str, str]
    red: str

    @property
    def line(self) -> int:
        """Return the fixed line pitch in twips."""
        return round(self.grid["line_pt"] * TWIPS_PER_POINT)

    @property
    def text_width(self) -> int:
        """Return the width of the text area in twips."""
        return twips(self.paper["width_mm"] - self.paper["left_mm"] - self.paper["right_mm"])

    @property
    def character_space(self) -> int:
        """Return the space between body characters in twips: negative, so that 28 of 16 pt fill a line of 156 mm."""
        cell = self.text_width / self.grid["characters"]
        return math.floor(cell - self.size["body"] * TWIPS_PER_POINT)


@cache
def official_layout() -> Layout:
    """Return the layout of the standard."""
    table = load_table("anlan.support", "official_layout")
    return Layout(
        paper=table["paper"],
        grid=table["grid"],
        gaps=table["gaps"],
        size=table["size_pt"],
        font=table["font"],
        fallback=table["fallback"],
        red=table["ink"]["red"],
    )
