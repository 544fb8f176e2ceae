"""Danger zones by how soon they reach their critical rain: level, by when to move, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.clocks import Clock
from anlan.analysis.domain.ground import collection, dot
from anlan.analysis.domain.parts import Advice, Figure, Layer, Result, Say, Table
from anlan.analysis.kinds.rain_results import MOVE, PREPARE, WORDS
from anlan.analysis.kinds.village_rain_judging import Judged, judge
from anlan.analysis.kinds.village_rain_reading import APPROVED, GENERAL, OWN, Zone

_LISTED: Final = 300
_NEAREST: Final = 30
_WATCH: Final = 1
_SOURCES: Final = {
    OWN: Say(msg("Its own")),
    APPROVED: Say(msg("Approved for the place")),
    GENERAL: Say(msg("General value")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The zones with their rain, the names of their villages, and until when it was measured."""

    zones: tuple[Zone, ...]
    names: Mapping[str, str]
    until: str
    has_unknown_course: bool = False


def reckon(inputs: Mapping[str, Any], facts: Facts) -> Result:
    """Judge every zone by what fell and what is forecast, and tell them by urgency."""
    doubt = inputs["doubt"] / 100.0
    judged = [judge(zone, (1.0 - doubt, 1.0, 1.0 + doubt)) for zone in facts.zones]
    reached = sorted((each for each in judged if each.graver), key=_urgency)
    near = sorted((each for each in judged if not each.graver), key=lambda each: (-each.share, each.zone.site.name))
    clock = _Moments(Clock(facts.until), inputs["lead_h"])
    moving = [each for each in reached if each.level == MOVE]
    return Result(
        headline=Say(
            msg("Danger zones to move: %(moving)s with %(persons)s persons; to make ready: %(readying)s"),
            {
                "moving": len(moving),
                "persons": _persons(moving),
                "readying": sum(each.level == PREPARE for each in reached),
            },
        ),
        figures=_figures(judged),
        tables=(*_by_urgency(reached, facts, clock), *_by_nearness(near, facts)),
        layers=(_layer(judged),),
        advice=_advice(reached, clock),
        trust=_trust(facts),
        level=max((each.level for each in judged), default=0),
    )


@dataclass(frozen=True, slots=True)
class _Moments:
    clock: Clock
    lead_h: float

    def reached(self, hours: float | None) -> str | Say:
        """Tell when a limit is reached."""
        if hours is None:
            return "\u2014"
        return Say(msg("reached already")) if hours <= 0 else self.clock.text(hours)

    def move_by(self, hours: float | None) -> str | Say:
        """Tell by when people must be called so that they are out in time."""
        if hours is None:
            return "\u2014"
        left = hours - self.lead_h
        return Say(msg("at once")) if left <= 0 else self.clock.text(left)


def _urgency(each: Judged) -> tuple[float, float, int, str]:
    endless = float("inf")
    move = endless if each.move_h is None else each.move_h
    ready = endless if each.prepare_h is None else each.prepare_h
    return move, ready, -each.zone.site.persons, each.zone.site.name


def _persons(rows: list[Judged]) -> int:
    return sum(each.zone.site.persons for each in rows)


def _figures(judged: list[Judged]) -> tuple[Figure, ...]:
    by_case = [
        [_persons([each for each in judged if each.levels[case] >= level]) for case in range(3)]
        for level in (MOVE, PREPARE)
    ]
    already = [each for each in judged if each.move_h == 0]
    labels = ((msg("Persons to move"), MOVE), (msg("Persons to move or make ready"), PREPARE))
    ranged = (
        Figure(label=label, low=low, best=best, high=high, level=level)
        for (label, level), (low, best, high) in zip(labels, by_case, strict=True)
    )
    measured = Figure(label=msg("Persons whose critical rain has fallen already"), best=_persons(already), level=MOVE)
    return (*ranged, measured, Figure(label=msg("Danger zones judged"), best=len(judged)))


def _by_urgency(reached: list[Judged], facts: Facts, clock: _Moments) -> tuple[Table, ...]:
    rows = tuple(
        (
            facts.names.get(each.zone.site.region, each.zone.site.region),
            each.zone.site.name,
            each.zone.site.persons,
            WORDS[each.graver],
            clock.move_by(each.move_h if each.move_h is not None else each.prepare_h),
            clock.reached(each.move_h),
            f"{each.fallen_mm:.1f} / {each.limit_mm:g} ({each.hours} h)",
        )
        for each in reached[:_LISTED]
    )
    columns = (
        msg("Name of the village"),
        msg("Danger zone"),
        msg("Persons threatened"),
        msg("What to do, with more rain"),
        msg("Call by"),
        msg("Critical rain at the earliest"),
        msg("Fallen / critical, mm"),
    )
    left = len(reached) - len(rows)
    note = Say(msg("%(count)s more danger zones are left out here."), {"count": left}) if left > 0 else None
    return (Table(title=msg("Whom to move first"), columns=columns, rows=rows, note=note),) if rows else ()


def _by_nearness(near: list[Judged], facts: Facts) -> tuple[Table, ...]:
    rows = tuple(
        (
            facts.names.get(each.zone.site.region, each.zone.site.region),
            each.zone.site.name,
            each.zone.site.persons,
            f"{each.fallen_mm:.1f} / {each.limit_mm:g} ({each.hours} h)",
            f"{max(0.0, each.limit_mm - each.fallen_mm):.1f}",
            each.zone.gauge or "\u2014",
            _SOURCES[each.zone.source],
        )
        for each in near[:_NEAREST]
    )
    columns = (
        msg("Name of the village"),
        msg("Danger zone"),
        msg("Persons threatened"),
        msg("Fallen / critical, mm"),
        msg("Still missing, mm"),
        msg("Rain gauge"),
        msg("Critical rain from"),
    )
    return (Table(title=msg("Nearest to their critical rain"), columns=columns, rows=rows),) if rows else ()


def _layer(judged: list[Judged]) -> Layer:
    dots = (
        dot(each.zone.site.name, each.graver or _WATCH, each.zone.site.longitude, each.zone.site.latitude)
        for each in judged
    )
    legend = ((_WATCH, Say(msg("Not reached"))), (PREPARE, WORDS[PREPARE]), (MOVE, WORDS[MOVE]))
    return Layer(
        key="zones",
        label=msg("Danger zones, with more rain"),
        shape="point",
        geojson=collection(dots),
        icon="ripple",
        legend=legend,
    )


def _advice(reached: list[Judged], clock: _Moments) -> tuple[Advice, ...]:
    told = []
    for level, text in (
        (MOVE, msg("Move %(persons)s persons out of %(sites)s danger zones, in the order of the table.")),
        (PREPARE, msg("Make %(persons)s persons in %(sites)s danger zones ready; call those responsible.")),
    ):
        rows = [each for each in reached if each.level == level]
        if rows:
            first = rows[0]
            hours = first.move_h if level == MOVE else first.prepare_h
            reason = Say(
                msg("%(name)s is the first: its rain is reached %(when)s at the earliest."),
                {"name": first.zone.site.name, "when": clock.clock.text(hours or 0.0)},
            )
            values = {"persons": _persons(rows), "sites": len(rows)}
            told.append(Advice(text=Say(text, values), reason=reason, level=level))
    more = [each for each in reached if each.graver == MOVE and each.level != MOVE]
    if more:
        values = {"sites": len(more), "persons": _persons(more)}
        told.append(
            Advice(
                text=Say(msg("Keep %(sites)s more danger zones with %(persons)s persons on the alert."), values),
                reason=Say(msg("With more rain than forecast they reach their critical rain.")),
                level=PREPARE,
            )
        )
    return tuple(told)


def _trust(facts: Facts) -> tuple[Say, ...]:
    silent = sum(not each.gauge for each in facts.zones)
    general = sum(each.source == GENERAL for each in facts.zones)
    untold = sum(not each.is_told for each in facts.zones)
    has_forecast = any(each.forecast.size for each in facts.zones)
    told = [Say(msg("Critical rain is taken as it stands in the register; wet ground needs less."))]
    for is_so, text, count in (
        (silent, msg("Danger zones without a gauge that was heard, judged by the forecast alone: %(count)s."), silent),
        (
            general,
            msg("Danger zones without critical rain of their own, judged by general values: %(count)s."),
            general,
        ),
        (untold, msg("Danger zones for which the grid tells no rain: %(count)s."), untold),
        (not has_forecast, msg("No forecast was given: only what has fallen is judged."), 0),
        (
            facts.has_unknown_course,
            msg("The grid tells only the whole rain; its heaviest part is put first, so the times are the earliest."),
            0,
        ),
    ):
        if is_so:
            told.append(Say(text, {"count": count} if "%" in text else {}))
    return tuple(told)
