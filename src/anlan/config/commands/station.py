"""``anlan station``: a gauge of one's own from the command line."""

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.regions import normalise


@click.group(name="station")
def command() -> None:
    """Register stations; the pages do the same at /stations/."""
    load_rooms()


@command.command()
@click.argument("code")
@click.argument("name")
@click.option("--region", required=True, help="Division code of the township or village it stands for.")
@click.option("--at", "place", nargs=2, type=float, required=True, help="Longitude and latitude (WGS 84).")
@click.option("--quantity", "quantities", multiple=True, default=("rain",), show_default=True, help="Also several.")
@click.option("--kind", default="", help="Sort of station, as in the station list; else by its quantities.")
def add(code: str, name: str, region: str, place: tuple[float, float], quantities: tuple[str, ...], kind: str) -> None:
    """Register the station CODE named NAME; its readings are taken from now on."""
    from anlan.monitoring import api as monitoring  # noqa: PLC0415 - rooms are loaded only now

    longitude, latitude = place
    by_quantity = "rain_gauge" if quantities == ("rain",) else "level_gauge"
    with told_in_one_line():
        station = monitoring.NewStation(
            code=code,
            name=name,
            kind=kind or by_quantity,
            region=normalise(region),
            longitude=longitude,
            latitude=latitude,
            quantities=quantities,
            stands_for=(normalise(region),),
        )
        monitoring.register_station(station=station, actor=SYSTEM, now=clock.now())
    click.echo(f"{code} is registered; send readings to tele/{code} or POST /api/v1/readings")
