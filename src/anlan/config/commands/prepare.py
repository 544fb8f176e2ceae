"""``anlan prepare``: the database brought up to date."""

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from anlan.config.parts import signing
from anlan.config.parts.postgres import EXTENSIONS
from anlan.config.starting import load_rooms
from anlan.kernel.clock import real_now


@click.command(name="prepare")
@click.option(
    "--data",
    type=click.Choice(["none", "divisions", "demo"]),
    default="demo",
    show_default=True,
    help="What an empty database is given: nothing, administrative divisions, or the demonstration prefecture too.",
)
def command(data: str) -> None:
    """Bring the database up to date: extensions, migrations, administrative divisions, demonstration data.

    What is there already stays as it is, so this can be run again at any time.
    """
    load_rooms()
    try:
        _extend()
    except DatabaseError as error:
        raise click.ClickException(f"the database cannot be used: {str(error).strip()}") from error
    _migrate()
    _make_signing_key()
    from anlan.config.first_data import load_missing  # noqa: PLC0415 - Django's rooms are loaded only now

    if data != "none":
        load_missing(with_demo=data == "demo")


def _make_signing_key() -> None:
    """Make a key in the data folder; where the operator named other files, none is made for him."""
    options = settings.ANLAN
    if options["ANLAN_SIGNING_KEY"].parent != options["ANLAN_VAR"] / "signing":
        return
    if signing.make_key(options["ANLAN_SIGNING_KEY"], options["ANLAN_SIGNING_CERTIFICATE"], now=real_now()):
        click.echo(f"made a self-signed SM2 key in {options['ANLAN_SIGNING_KEY'].parent}")


def _extend() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select extname from pg_extension")
        present = {name for (name,) in cursor.fetchall()}
        for name in EXTENSIONS:
            if name not in present:
                cursor.execute(f"create extension {name}")


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("migrating the database")
        call_command("migrate", database=DEFAULT_DB_ALIAS, interactive=False, verbosity=0)
