"""``anlan settings``: the table of settings, or the value of one."""

import click

from anlan.config.options import read_options, settings_page


@click.command(name="settings")
@click.argument("name", default="")
def command(name: str) -> None:
    """Print every setting with its default, as the page docs/settings.md; with NAME its value here and now.

    For example: psql "$(anlan settings ANLAN_DATABASE_URL)"
    """
    if not name:
        click.echo(settings_page(), nl=False)
        return
    options = read_options()
    if name not in options:
        raise click.BadParameter(f"{name} is not a setting of Anlan; docs/settings.md lists them all")
    click.echo(options[name])
