"""The ``anlan`` command: one file per subcommand in ``config/commands``."""

import os
import pkgutil
from importlib import import_module

import click

from anlan.config import commands
from anlan.config.options import WrongOption, read_options


class Subcommands(click.Group):
    """Finds subcommands by file name and loads only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one subcommand, or nothing where there is none of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return import_module(f"anlan.config.commands.{cmd_name.replace('-', '_')}").command


@click.group(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def main() -> None:
    """Anlan: integrated emergency management, from a gauge's reading to a confirmed warning.

    Start everything with "anlan up"; ask "anlan doctor" how it is. Settings: docs/settings.md.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
    try:
        read_options()
    except WrongOption as error:
        click.echo(f"anlan: {error}", err=True)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
