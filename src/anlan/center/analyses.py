"""What models found, as layers of the one map: the runs that a reader has chosen, each with its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from anlan.analysis import api as analysis
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import rights
from anlan.web.maps import Layer

MOST: Final = 6
_FIGURES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A run that can be laid on the map, and whether it is."""

    row: analysis.RunRow
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What the map's side shows of a run: its figures, what its colours mean, who relied on it."""

    row: analysis.RunRow
    headline: Any
    figures: Sequence[Any]
    legends: Sequence[tuple[str, Any]]
    models: Sequence[analysis.ModelSheet]
    used: Sequence[Any]


def chosen(actor: Actor, given: Sequence[str], most: int = MOST) -> tuple[analysis.RunSheet, ...]:
    """Return the runs that an address names, each once, as the actor sees them; more than ``most`` are refused."""
    ids = tuple(dict.fromkeys(_id_of(text) for text in given))
    if len(ids) > most:
        raise InvalidValue(field="run", value=str(len(ids)), rule=f"at_most_{most}")
    return tuple(sheet for sheet in (analysis.run(actor, each) for each in ids) if sheet.result is not None)


def choices(actor: Actor, sheets: Sequence[analysis.RunSheet]) -> tuple[Choice, ...]:
    """Return what can be laid on the map: what is chosen, and the newest run of every other kind."""
    if not rights.regions_of(actor, analysis.SEE):
        return ()
    taken = {sheet.row.id for sheet in sheets}
    others = (row for row in analysis.newest_of_kinds(actor) if row.id not in taken)
    return (
        *(Choice(row=sheet.row, is_chosen=True) for sheet in sheets),
        *(Choice(row=row, is_chosen=False) for row in others),
    )


def layers(sheets: Sequence[analysis.RunSheet]) -> Iterator[Layer]:
    """Return the layers of the chosen runs, the first one's uppermost."""
    for sheet in reversed(sheets):
        row = sheet.row
        for each in (sheet.result or {})["layers"]:
            yield Layer(
                id=f"run-{row.id}-{each['key']}",
                title=_(each["label"]),
                kind=each["shape"],
                group=f"{_(analysis.kind_of(row.kind).title)} {row.title}",
                url=f"/map/analyses/{row.id}/{each['key']}.json",
                icon=each["icon"],
                count=len(each["geojson"]["features"]),
                panel=f"/map/analyses/{row.id}/",
            )


def box_of(sheets: Sequence[analysis.RunSheet]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of what is chosen; nothing where nothing is."""
    boxes = [sheet.box for sheet in sheets if sheet.box]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def geojson_of(actor: Actor, run_id: UUID, key: str) -> Any:
    """Return a layer of a run as GeoJSON, or refuse as if there were none."""
    found = (analysis.run(actor, run_id).result or {"layers": ()})["layers"]
    for each in found:
        if each["key"] == key:
            return each["geojson"]
    raise NotFound(what="layer", id=key)


def side_of(actor: Actor, run_id: UUID) -> Side:
    """Return what the side shows of a run, or refuse as if there were none."""
    sheet = analysis.run(actor, run_id)
    if sheet.result is None:
        raise NotFound(what="analysis", id=str(run_id))
    return Side(
        row=sheet.row,
        headline=sheet.result["headline"],
        figures=sheet.result["figures"][:_FIGURES],
        legends=[(each["label"], each["legend"]) for each in sheet.result["layers"] if each["legend"]],
        models=[analysis.model_sheet(each["package"]) for each in sheet.models_used],
        used=sheet.used,
    )


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidValue(field="run", value=text[:40], rule="id") from error
