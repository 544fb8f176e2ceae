"""The divisions themselves, where missing, and an invented population of Liangshan's townships and villages."""

from anlan.config.demo.seeded import dice
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places

REGION = "5134"
_PERSONS = (180, 2600)
_PERSONS_PER_HOUSEHOLD = (3.6, 4.6)


def load(seed: int, progress: Progress) -> None:
    """Load the built-in lists and outlines where missing, then invent how many people live in each village."""
    for divisions in places.read_built_in():
        if not places.counts_below(divisions.within).get(divisions.levels[1]):
            places.load_divisions(divisions=divisions, actor=SYSTEM, now=clock.now(), progress=progress)
    places.load_boundaries(actor=SYSTEM, now=clock.now(), progress=progress)
    places.sketch(within=REGION, actor=SYSTEM, now=clock.now(), progress=progress)
    figures = _figures(seed)
    progress("population", len(figures), len(figures))
    places.set_populations(figures=figures, source="demonstration", is_demonstration=True, actor=SYSTEM)


def remove() -> None:
    """Remove the invented population; divisions are real and stay."""
    places.remove_demonstration_populations(actor=SYSTEM)


def _figures(seed: int) -> list[places.PopulationFigure]:
    """Return every village's figure, and its townships', counties' and the prefecture's as their sums."""
    persons: dict[str, int] = {}
    households: dict[str, int] = {}
    for village in places.descendant_codes(REGION, places.RegionLevel.VILLAGE):
        chance = dice(seed, "population", village)
        count = round(chance.triangular(*_PERSONS, 900))
        homes = round(count / chance.uniform(*_PERSONS_PER_HOUSEHOLD))
        for code in (village, village[:9], village[:6], village[:4]):
            persons[code] = persons.get(code, 0) + count
            households[code] = households.get(code, 0) + homes
    return [places.PopulationFigure(code, persons[code], households[code]) for code in persons]
