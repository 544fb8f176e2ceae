"""What rain does to the hazard sites of a place: villages by urgency, persons, advice."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.ground import collection, dot
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.risks import api as risks
from anlan.science.rain_thresholds.curves import threshold, times_threshold
from anlan.science.rainfall.storm import DECAYS, heaviest

FLASH_FLOOD: Final = "flash_flood_zone"
SLOPES: Final = ("landslide", "collapse", "debris_flow")
REACHED, PREPARE, MOVE = 2, 3, 4
_WINDOWS: Final = (1, 3, 6, 12, 24)
_LISTED: Final = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """The sites that rain may set off, the rain at each (None: not told), and the names of their villages."""

    sites: tuple[risks.ThreateningSite, ...]
    rain_mm: tuple[float | None, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Judged:
    site: risks.ThreateningSite
    level: int
    level_at_least: int
    level_at_most: int
    times: float


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Judge every site by the rain, and tell the villages by urgency."""
    told = [(site, rain) for site, rain in zip(facts.sites, facts.rain_mm, strict=True) if rain is not None]
    by_rain = {rain: (_heaviest_hour(inputs, rain), _times_curve(inputs, rain)) for _, rain in told}
    judged = [_judged(site, *by_rain[rain]) for site, rain in told]
    hour = max((hours for hours, _ in by_rain.values()), default=(0.0, 0.0, 0.0))
    villages = _villages(judged)
    counts = {level: sum(rows[0].level == level for rows in villages) for level in (MOVE, PREPARE)}
    return Result(
        headline=Say(
            msg("Villages to move: %(moving)s, to make ready: %(readying)s; heaviest hour up to about %(hour)s mm"),
            {"moving": counts[MOVE], "readying": counts[PREPARE], "hour": f"{hour[1]:.0f}"},
        ),
        figures=_figures(judged, hour),
        tables=(_table(villages, facts.names),),
        layers=_layers(judged),
        advice=_advice(judged, hour[1]),
        trust=_trust(inputs, facts),
        level=max((each.level for each in judged), default=0),
    )


def _heaviest_hour(inputs: Mapping[str, Any], rain: float) -> tuple[float, float, float]:
    """Return the rain of the heaviest hour: least, best, greatest."""
    decays = (*DECAYS, inputs["decay"])
    least, most, best = (float(heaviest(rain, inputs["hours"], 1.0, decay)) for decay in decays)
    return min(least, best), best, max(most, best)


def _times_curve(inputs: Mapping[str, Any], rain: float) -> float:
    """Return the greatest multiple of the curve over the storm's windows; 0 where none lies in its range."""
    curve = threshold(inputs["curve"])
    lengths = {float(each) for each in _WINDOWS if each < inputs["hours"]} | {inputs["hours"]}
    fitting = [each for each in lengths if curve.from_hours <= each <= curve.to_hours]
    depths = {each: heaviest(rain, inputs["hours"], each, inputs["decay"]) for each in fitting}
    return max((float(times_threshold(curve, depths[each], each)) for each in fitting), default=0.0)


def _judged(site: risks.ThreateningSite, hour: tuple[float, float, float], slopes: float) -> _Judged:
    if site.kind != FLASH_FLOOD:
        level = REACHED if slopes >= 1 else 0
        return _Judged(site, level, level, level, slopes)
    least, best, most = (_flood_level(site, rain) for rain in hour)
    own = site.move_mm or site.prepare_mm
    return _Judged(site, best, least, most, hour[1] / own if own else 0.0)


def _flood_level(site: risks.ThreateningSite, rain: float) -> int:
    if site.move_mm is not None and rain >= site.move_mm:
        return MOVE
    return PREPARE if site.prepare_mm is not None and rain >= site.prepare_mm else 0


def _villages(judged: list[_Judged]) -> list[list[_Judged]]:
    """Return the sites that are reached, by village: the gravest first, then by how many persons they threaten."""
    by_place: dict[str, list[_Judged]] = defaultdict(list)
    for each in sorted(judged, key=lambda one: (-one.level, -one.site.persons)):
        if each.level:
            by_place[each.site.region].append(each)
    return sorted(by_place.values(), key=lambda rows: (-rows[0].level, -_persons(rows), rows[0].site.region))


def _persons(rows: list[_Judged]) -> int:
    return sum(each.site.persons for each in rows)


def _figures(judged: list[_Judged], hour: tuple[float, float, float]) -> tuple[Figure, ...]:
    low, best, high = (
        [_persons([each for each in judged if getattr(each, name) >= level]) for level in (MOVE, PREPARE)]
        for name in ("level_at_least", "level", "level_at_most")
    )
    slopes = [each for each in judged if each.level == REACHED]
    return (
        Figure(label=msg("Rain of the heaviest hour"), low=hour[0], best=hour[1], high=hour[2], unit="mm"),
        Figure(label=msg("Persons to move"), low=low[0], best=best[0], high=high[0], level=MOVE),
        Figure(label=msg("Persons to move or make ready"), low=low[1], best=best[1], high=high[1], level=PREPARE),
        Figure(
            label=msg("Persons below slopes that may go"),
            best=_persons(slopes),
            level=REACHED,
            note=Say(msg("The curve gives no range: it is reached or not.")),
        ),
    )


WORDS: Final = {
    MOVE: Say(msg("Move now")),
    PREPARE: Say(msg("Make ready to move")),
    REACHED: Say(msg("Slopes may go: patrol, keep away")),
}


def _table(villages: list[list[_Judged]], names: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            names.get(rows[0].site.region, rows[0].site.region),
            WORDS[rows[0].level],
            Say("%(names)s", {"names": tuple(each.site.name for each in rows[:3])}),
            len(rows),
            _persons(rows),
            round(max(each.times for each in rows if each.level == rows[0].level), 2),
        )
        for rows in villages[:_LISTED]
    )
    left = len(villages) - len(rows)
    return Table(
        title=msg("Villages by urgency"),
        columns=(
            msg("Name of the village"),
            msg("What to do"),
            msg("Gravest sites"),
            msg("Number of sites"),
            msg("Persons threatened"),
            msg("Times the threshold"),
        ),
        rows=rows,
        note=Say(msg("%(count)s more villages are left out here."), {"count": left}) if left > 0 else None,
    )


def _layers(judged: list[_Judged]) -> tuple[Layer, ...]:
    features = (
        dot(each.site.name, each.level, each.site.longitude, each.site.latitude) for each in judged if each.level
    )
    return (
        Layer(
            key="sites",
            label=msg("Sites that the rain reaches"),
            shape="point",
            geojson=collection(features),
            icon="ripple",
            legend=tuple(WORDS.items()),
        ),
    )


def _advice(judged: list[_Judged], hour: float) -> tuple[Advice, ...]:
    by_level = {level: [each for each in judged if each.level == level] for level in (MOVE, PREPARE, REACHED)}
    own = Say(msg("The heaviest hour, up to about %(hour)s mm, reaches the zones' own rain."), {"hour": f"{hour:.0f}"})
    slopes = max((each.times for each in by_level[REACHED]), default=0.0)
    curve = Say(
        msg("The rain is up to %(times)s times the threshold from which slopes have gone."), {"times": f"{slopes:.1f}"}
    )
    texts = (
        (MOVE, msg("Move %(persons)s persons out of %(sites)s danger zones before the heaviest hour."), own),
        (PREPARE, msg("Make %(persons)s persons in %(sites)s danger zones ready; call those responsible."), own),
        (REACHED, msg("Patrol %(sites)s slopes and gullies below which %(persons)s persons live."), curve),
    )
    return tuple(
        Advice(text=Say(text, {"persons": _persons(rows), "sites": len(rows)}), reason=reason, level=level)
        for level, text, reason in texts
        if (rows := by_level[level])
    )


def _trust(inputs: Mapping[str, Any], facts: Facts) -> tuple[Say, ...]:
    zones = [site for site in facts.sites if site.kind == FLASH_FLOOD]
    silent = sum(site.move_mm is None and site.prepare_mm is None for site in zones)
    without = sum(rain is None for rain in facts.rain_mm)
    decay = msg("The heaviest hour is reckoned from the whole with n = %(n)s; its range is that of n from 0.5 to 0.8.")
    told = [Say(decay, {"n": f"{inputs['decay']:g}"})]
    if not inputs["rain_by_place"]:
        told.append(Say(msg("The same rain is taken everywhere; a shower brings one valley much more.")))
    if silent:
        told.append(
            Say(msg("Danger zones without a rain of their own on file, not judged: %(count)s."), {"count": silent})
        )
    if without:
        told.append(Say(msg("Sites for which no rain was told, not judged: %(count)s."), {"count": without}))
    return (*told, Say(msg("A curve of landslides is a lower limit: many rains above it move nothing.")))
