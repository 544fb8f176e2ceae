"""A chain followed: places by urgency with lead times and paths, lines of the steps, what to do, what is in doubt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import collection, feature
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.chain_words import HAPPENINGS, TO_DO
from anlan.science.earthquake_intensity.relations import uncertainty_degrees
from anlan.science.hazard_chains.following import Link, Place, Start, follow, path
from anlan.support.tables import load_table

_LISTED: Final = 200
_MOST_LINES: Final = 500
_NAMED: Final = 3
_MARKS: Final = {"verified": msg("Verified"), "doubtful": msg("Doubtful")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The beginning, the places around it, and how many people are counted in those that are inhabited."""

    start: Start
    places: tuple[Place, ...]
    persons: Mapping[str, int | None]


def reckon(_inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Follow the chain and tell what it may bring about."""
    links = sorted(follow(facts.start, facts.places), key=lambda link: (link.low_h, link.high_h, link.distance_km))
    rules = load_table("anlan.analysis", "chain")
    soonest: dict[str, Link] = {}
    for link in links:
        soonest.setdefault(link.place.key, link)
    homes = [key for key in soonest if key in facts.persons]
    return Result(
        headline=Say(
            msg("%(start)s at %(name)s: something may follow at %(count)s places, %(homes)s of them inhabited"),
            {
                "start": Say(HAPPENINGS[facts.start.kind]),
                "name": facts.start.name,
                "count": len(soonest),
                "homes": len(homes),
            },
        ),
        level=max((_urgency(link, rules) for link in links), default=0),
        figures=tuple(_figures(facts, links, soonest, homes)),
        tables=(_table(links, facts.start),),
        layers=_layers(links, soonest, facts.start, rules),
        advice=tuple(_advice(links, rules)),
        trust=tuple(_trust(facts, links)),
    )


def _urgency(link: Link, rules: Mapping[str, Any]) -> int:
    bounds = ((4, "red_h"), (3, "orange_h"), (2, "yellow_h"))
    return next((level for level, name in bounds if link.low_h <= rules[name]), 1)


def _figures(
    facts: Facts, links: Sequence[Link], soonest: Mapping[str, Link], homes: Sequence[str]
) -> Iterator[Figure]:
    no_range = Say(msg("Counted where the table's thresholds are reached; nothing says how likely it is."))
    yield Figure(label=msg("Places where something may happen"), best=len(soonest), note=no_range)
    yield Figure(label=msg("Inhabited places among them"), best=len(homes), note=no_range)
    counted = [facts.persons[key] for key in homes]
    yield Figure(
        label=msg("People counted in those places"),
        best=sum(each or 0 for each in counted),
        unit=msg("persons"),
        note=Say(
            msg("Whole townships, not those in reach; in %(count)s of the places nobody counted."),
            {"count": sum(each is None for each in counted)},
        ),
    )
    if links:
        first = links[0]
        yield Figure(
            label=msg("Hours until the first"), low=first.low_h, best=first.low_h, high=first.high_h, unit="h", digits=1
        )


def _table(links: Sequence[Link], start: Start) -> Table:
    known = {(link.arrow.effect, link.place.key): link for link in links}
    rest = len(links) - _LISTED
    return Table(
        title=msg("What may happen where"),
        columns=(
            msg("Place"),
            msg("What may happen"),
            msg("After, h"),
            msg("Straight from the step before, km"),
            msg("By which steps"),
            msg("Source"),
            msg("Mark"),
        ),
        rows=tuple(
            (
                link.place.name,
                Say(HAPPENINGS[link.arrow.effect]),
                f"{link.low_h:g} - {link.high_h:g}",
                round(link.distance_km, 1),
                _steps(path(link, known), start),
                Say(link.arrow.source.replace("%", "%%")),
                Say(_MARKS[link.arrow.mark]),
            )
            for link in links[:_LISTED]
        ),
        note=Say(msg("The soonest first; %(rest)s later ones are left out."), {"rest": rest}) if rest > 0 else None,
    )


def _steps(taken: Sequence[Link], start: Start) -> Say:
    told = Say(HAPPENINGS[start.kind])
    for link in taken:
        values = {"before": told, "what": Say(HAPPENINGS[link.arrow.effect]), "place": link.place.name}
        told = Say(msg("%(before)s \u2192 %(what)s (%(place)s)"), values)
    return told


def _layers(
    links: Sequence[Link], soonest: Mapping[str, Link], start: Start, rules: Mapping[str, Any]
) -> tuple[Layer, ...]:
    lines = [
        _feature(f"{link.low_h:g} - {link.high_h:g} h", _urgency(link, rules), (link.origin_place, link.place))
        for link in links
        if link.distance_km > 0
    ]
    begun = Place(key="", kind=start.kind, name=start.name, longitude=start.longitude, latitude=start.latitude)
    dots = [_feature(link.place.name, _urgency(link, rules), (link.place,)) for link in soonest.values()]
    bounds = tuple(
        (level, Say(msg("From %(hours)s h on"), {"hours": f"{since:g}"}))
        for level, since in ((4, 0), (3, rules["red_h"]), (2, rules["orange_h"]), (1, rules["yellow_h"]))
    )
    return (
        Layer(key="steps", label=msg("Steps of the chain"), shape="line", geojson=collection(lines[:_MOST_LINES])),
        Layer(
            key="struck",
            label=msg("Places by urgency"),
            shape="point",
            geojson=collection(dots),
            legend=bounds,
            icon="alert-triangle",
        ),
        Layer(
            key="start",
            label=msg("Where it began"),
            shape="point",
            geojson=collection([_feature(start.name, 4, (begun,))]),
        ),
    )


def _feature(name: str, level: int, ends: Sequence[Place]) -> dict[str, Any]:
    corners = [[each.longitude, each.latitude] for each in ends]
    shape = (
        {"type": "LineString", "coordinates": corners}
        if len(ends) > 1
        else {"type": "Point", "coordinates": corners[0]}
    )
    return feature(shape, name, level)


def _advice(links: Sequence[Link], rules: Mapping[str, Any]) -> Iterator[Advice]:
    by_effect: dict[str, list[Link]] = {}
    for link in links:
        by_effect.setdefault(link.arrow.effect, []).append(link)
    for effect, found in by_effect.items():
        yield Advice(
            text=Say(TO_DO[effect]),
            reason=Say(
                msg("%(what)s: %(names)s; %(count)s places, from %(hours)s h on"),
                {
                    "what": Say(HAPPENINGS[effect]),
                    "names": tuple(dict.fromkeys(link.place.name for link in found[:_NAMED])),
                    "count": len(found),
                    "hours": f"{found[0].low_h:g}",
                },
            ),
            level=_urgency(found[0], rules),
        )


def _trust(facts: Facts, links: Sequence[Link]) -> Iterator[Say]:
    yield Say(msg("A list of what to look at, not a forecast: nothing tells how likely a step is."))
    yield Say(msg("Distances are straight; rivers are not in the registries, so above and below are not told apart."))
    yield Say(msg("Only places in the registers that you may see are followed; what nobody entered is not there."))
    doubtful = len({link.arrow.source for link in links if link.arrow.mark != "verified"})
    if doubtful:
        yield Say(msg("Most thresholds and lead times are judgement; the table names the source of each step."))
    if facts.start.kind == "earthquake":
        yield Say(
            msg("The intensity may be off by %(degrees)s degree; places just below a threshold are left out."),
            {"degrees": f"{uncertainty_degrees():g}"},
        )
    if facts.start.kind == "rainstorm":
        yield Say(msg("One depth of rain stands for the whole circle."))
    if not links:
        yield Say(msg("Nothing found means nothing in the registers within reach, not that nothing will happen."))
