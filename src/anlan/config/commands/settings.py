"""``anlan settings``: the table of settings."""

import click

from anlan.config.options import settings_page


@click.command(name="settings")
def command() -> None:
    """Print every setting with its default, as the page docs/settings.md."""
    click.echo(settings_page(), nl=False)
