"""``anlan test-env``: a command with a throw-away database."""

import os
import shutil
import signal
import subprocess

import click

from anlan.config.options import REPOSITORY
from anlan.config.parts.child import PartFailed
from anlan.config.parts.postgres import throw_away_cluster


@click.command(name="test-env", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a command with a throw-away database and data folder, for example: anlan test-env -- pytest."""
    folder = REPOSITORY / "var" / "test"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {name: text for name, text in os.environ.items() if not name.startswith("ANLAN_")}
    try:
        with throw_away_cluster(folder) as cluster:
            environment |= {"ANLAN_DATABASE_URL": cluster.url(), "ANLAN_VAR": str(folder)}
            code = _run_to_its_end(arguments, environment)
    except PartFailed as failure:
        raise click.ClickException(str(failure)) from failure
    raise SystemExit(code)


def _run_to_its_end(arguments: tuple[str, ...], environment: dict[str, str]) -> int:
    child = subprocess.Popen(arguments, cwd=REPOSITORY, env=environment)
    # Ctrl-C reaches the child too, which then ends by itself; the database must outlive it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()
