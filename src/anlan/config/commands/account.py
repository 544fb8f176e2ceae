"""``anlan account``: the first administrator of an installation, a forgotten password, and keys for gauges."""

import secrets
from datetime import timedelta

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Grant
from anlan.kernel.regions import normalise

_PASSWORD_BYTES = 12


@click.group(name="account")
def command() -> None:
    """Create accounts and keys where nobody can sign in yet; afterwards the administrator does it on the pages."""
    load_rooms()


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", default="administrator", show_default=True, help="One of the roles of the platform.")
@click.option("--region", required=True, help="Division code, for example 513433; the account belongs there.")
def create(username: str, name: str, role: str, region: str) -> None:
    """Create an account with one role and print its first password, once."""
    from anlan.access import api as access  # noqa: PLC0415 - rooms are loaded only now

    password, now = secrets.token_urlsafe(_PASSWORD_BYTES), clock.now()
    with told_in_one_line():
        place = normalise(region)
        new = access.NewUser(username=username, name=name, region=place, password=password)
        access.create_user_with_role(new=new, role=role, actor=SYSTEM, now=now)
    click.echo(f"{username}  {password}")


@command.command()
@click.argument("name")
@click.option("--region", required=True, help="Division code of the gauges or the enterprise, for example 513433.")
@click.option("--days", default=365, show_default=True, help="How long the key lives; 0 means without end.")
@click.option("--enterprise", default="", help="Credit code of the one enterprise whose own system uses the key.")
def key(name: str, region: str, days: int, enterprise: str) -> None:
    """Create a key with which gauges deliver readings, or an enterprise's system its own entry; print it, once."""
    from anlan.access import api as access  # noqa: PLC0415 - rooms are loaded only now

    now = clock.now()
    with told_in_one_line():
        place = normalise(region)
        expires_at = now + timedelta(days=days) if days else None
        grant = Grant("enterprise_system", place, code=enterprise) if enterprise else Grant("gateway", place)
        new = access.NewKey(name=name, region=place, grants=(grant,), expires_at=expires_at)
        issued = access.create_api_key(new=new, actor=SYSTEM, now=now)
    click.echo(issued.token)
