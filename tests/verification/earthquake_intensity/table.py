"""The table of official and reckoned areas for ``docs/models/earthquake-intensity.md``."""

import numpy as np
from tests.verification.earthquake_intensity.checks import GREAT, area, degrees_found, earthquakes, reached, source_of

from anlan.science.earthquake_intensity.relations import relations

_ROMAN = {6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X", 11: "XI"}


def lines() -> list[str]:
    """Return the table's rows: area of a degree and above, official and reckoned."""
    found = [
        "| earthquake | degree and above | official km2 | reckoned km2 | reckoned / official |",
        "|---|---|---|---|---|",
    ]
    west = relations()["west"]
    for quake in earthquakes():
        for with_trace in (False, True) if quake["magnitude"] >= GREAT else (False,):
            name = f"{quake['name']}, M {quake['magnitude']}" + (", along the rupture" if with_trace else "")
            name += "" if quake["mark"] == "verified" else " (*)"
            for degree, official in sorted(reached(quake).items()):
                ours = area(source_of(quake, with_trace=with_trace), west, degree)
                found.append(f"| {name} | {_ROMAN[degree]} | {official:.0f} | {ours:.0f} | {ours / official:.2f} |")
    return found


def comparison() -> list[str]:
    """Return the table of all relations against the six ordinary earthquakes: mean and spread of the difference."""
    found = ["| relation | mean difference, degrees VI to VIII | greatest |", "|---|---|---|"]
    for word in relations():
        away = [
            got - degree
            for quake in earthquakes()
            if quake["magnitude"] < GREAT
            for degree, got in degrees_found(quake, word).items()
            if degree <= 8
        ]
        found.append(f"| {word} | {np.mean(away):+.2f} | {max(away, key=abs):+.2f} |")
    return found
