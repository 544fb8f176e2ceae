"""What an empty database is given at the first start: administrative divisions, then the demonstration prefecture."""

from importlib import import_module
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from anlan.places import api as places

_COMMANDS = "anlan.config.commands"


def load_missing(*, with_demo: bool) -> None:
    """Load divisions and, if asked, demonstration data where this database has had none."""
    if not places.counts_below(""):
        _run("places", "load")
    loaded = _demonstration_stamp()
    if with_demo and not loaded.exists():
        _run("demo", "load")
        loaded.parent.mkdir(parents=True, exist_ok=True)
        loaded.touch()


def _demonstration_stamp() -> Path:
    """Return the file that says that this very database was given the demonstration data.

    It is made after the last part of them, so an interrupted load is done again.
    """
    with connection.cursor() as cursor:
        cursor.execute("select system_identifier from pg_control_system()")
        (cluster,) = cursor.fetchone()
        cursor.execute("select oid from pg_database where datname = current_database()")
        (database,) = cursor.fetchone()
    return settings.ANLAN["ANLAN_VAR"] / "build" / f"demonstration-{cluster}-{database}"


def _run(name: str, *arguments: str) -> None:
    """Call a subcommand of ``anlan`` in this process."""
    subcommand: click.Command = import_module(f"{_COMMANDS}.{name}").command
    subcommand.main([*arguments], prog_name=f"anlan {name}", standalone_mode=False)
