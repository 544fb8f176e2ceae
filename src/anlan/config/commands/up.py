"""``anlan up``: the whole platform on one machine."""

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from anlan.config import plant, welcome
from anlan.config.options import read_options
from anlan.config.parts import postgres
from anlan.config.parts.child import PartFailed
from anlan.config.supervisor import Supervisor

_PORT_PATIENCE = 3.0


@click.command(name="up")
@click.option("--demo/--no-demo", default=True, show_default=True, help="Load the demonstration prefecture if empty.")
@click.option("--bare", is_flag=True, help="Load no data at all, not even administrative divisions.")
@click.option("--quiet", is_flag=True, help="Show only starts, ends and the address; all else is in var/log.")
def command(*, demo: bool, bare: bool, quiet: bool) -> None:
    """Start everything, keep it running, and stop all of it with Ctrl-C.

    Starts a private PostgreSQL and NATS (unless ANLAN_DATABASE_URL and ANLAN_NATS_URL name others), brings the
    database up to date, loads the demonstration prefecture if it is empty, and runs the pages, the live feed, the
    readings' ingest, the job worker and simulated gateways. Whatever dies is started again.
    """
    options = read_options()
    begun = time.monotonic()
    with _alone(options["ANLAN_VAR"]):
        _refuse_taken_ports(options)
        supervisor = Supervisor(folder=options["ANLAN_VAR"], say=_say, is_quiet=quiet)
        _stop_by_signal(supervisor)
        try:
            _start(supervisor, options, "none" if bare else "demo" if demo else "divisions")
            if not supervisor.stop_asked:
                click.echo(welcome.text(options, seconds=time.monotonic() - begun))
                supervisor.watch_until_stopped()
        except PartFailed as failure:
            raise click.ClickException(str(failure)) from failure
        finally:
            click.echo("stopping")
            supervisor.stop()


def _start(supervisor: Supervisor, options: dict[str, Any], data: str) -> None:
    """Start servers, prepare the database, start the platform's own processes; raise ``PartFailed`` without a base."""
    environment = plant.environment_of(options)
    _start_servers(supervisor, options)
    step = plant.command_launch(environment, "prepare", "--data", data)
    if not supervisor.stop_asked and not supervisor.run_step(step, "prepare") and not supervisor.stop_asked:
        raise PartFailed("the database could not be prepared; the lines above say why")
    if supervisor.stop_asked:
        return
    for part in plant.worker_parts(options, environment | {"ANLAN_DEMO": str(int(data == "demo"))}):
        supervisor.add(part)
    for problem in supervisor.wait_until_ready():
        click.echo(f"warning: {problem}", err=True)


def _start_servers(supervisor: Supervisor, options: dict[str, Any]) -> None:
    has_private_database = not plant.is_given("ANLAN_DATABASE_URL")
    if has_private_database:
        supervisor.add(plant.database_part(options))
    if not plant.is_given("ANLAN_NATS_URL"):
        supervisor.add(plant.nats_part(options))
    if problems := supervisor.wait_until_ready():
        raise PartFailed("\n".join(problems))
    if has_private_database and not supervisor.stop_asked:
        postgres.prepare_database(plant.cluster_of(options))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two plants never share their data."""
    (folder / "run").mkdir(parents=True, exist_ok=True)
    with (folder / "run" / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise click.ClickException(f"Anlan is running already on {folder} (process {lock.read()})") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _refuse_taken_ports(options: dict[str, Any]) -> None:
    """Refuse to start where a port is taken; what a plant just ended still holds is given a moment."""
    deadline = time.monotonic() + _PORT_PATIENCE
    while problem := plant.clash(plant.ports_of(options)):
        if time.monotonic() > deadline:
            raise click.ClickException(problem)
        time.sleep(0.2)


def _stop_by_signal(supervisor: Supervisor) -> None:
    def ask(_number: int, _frame: object) -> None:
        supervisor.stop_asked = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)


def _say(name: str, line: str) -> None:
    click.echo(f"{name:>8} | {line}")
