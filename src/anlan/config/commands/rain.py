"""``anlan rain``: a grid of rain becomes the list of villages it threatens."""

from pathlib import Path

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM


@click.command(name="rain")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--region", required=True, help="Code of the division whose hazard sites are judged.")
@click.option("--hours", default=24.0, show_default=True, type=click.FloatRange(1, 72), help="Hours of the rain.")
@click.option("--variable", default="", help="The one of a NetCDF file that holds several.")
def command(path: Path, region: str, hours: float, variable: str) -> None:
    """Judge a region's hazard sites by a grid of rain in mm (GeoTIFF, classic NetCDF, ASCII grid), and keep the run."""
    load_rooms()
    from anlan.analysis import api  # noqa: PLC0415 - models can be imported only after django.setup()
    from anlan.support.grids import read_grid  # noqa: PLC0415 - needs django.setup()

    with told_in_one_line():
        grid = read_grid(path.read_bytes(), variable)
        run = api.run_rain_grid(grid, region=region, hours=hours, actor=SYSTEM, now=clock.now())
    click.echo(f"/analysis/{run}/")
