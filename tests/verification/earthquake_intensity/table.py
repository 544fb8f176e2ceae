"""The table of official and reckoned areas for ``docs/models/earthquake-intensity.md``."""

from tests.verification.earthquake_intensity.checks import GREAT, area, earthquakes, reached, source_of

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
