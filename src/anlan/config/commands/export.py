"""``anlan export``: readings, hours or days as a file for other programs."""

from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA

_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--station", "stations", multiple=True, help="Code of a station, all its series; also several.")
@click.option("--series", "series", multiple=True, type=int, help="Number of a series; also several.")
@click.option("--since", required=True, type=_DAY, help="Begin, China time.")
@click.option("--until", required=True, type=_DAY, help="End, China time.")
@click.option("--format", "form", type=click.Choice(["parquet", "csv"]), help="Else by the file's ending.")
@click.option("--step", default="raw", show_default=True, type=click.Choice(["raw", "hour", "day"]))
def command(  # noqa: PLR0913 - each is a word of the command line
    file: Path,
    stations: tuple[str, ...],
    series: tuple[int, ...],
    since: datetime,
    until: datetime,
    form: str | None,
    step: str,
) -> None:
    """Write the readings (or hours, or days) of stations and series to FILE."""
    load_rooms()
    api = import_module("anlan.monitoring.api")
    tables = import_module("anlan.monitoring.adapters.tables")
    form = form or file.suffix.removeprefix(".")
    if form not in tables.FORMATS:
        raise click.UsageError("Say --format parquet or --format csv.")
    with told_in_one_line():
        ids = (*series, *(each for code in stations for each in api.series_of_station(SYSTEM, code)))
        wanted = api.Wanted(
            series_ids=ids, since=since.replace(tzinfo=CHINA), until=until.replace(tzinfo=CHINA), step=step
        )
        count = tables.write(api.exported(SYSTEM, wanted), api.EXPORT_COLUMNS[step], file, form)
    click.echo(f"{count} rows in {file}")
