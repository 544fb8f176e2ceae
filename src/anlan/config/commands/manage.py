"""``anlan manage``: Django's own commands."""

import click
from django.core.management import execute_from_command_line


@click.command(
    name="manage", context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands (migrate, shell, ...)."""
    execute_from_command_line(["anlan manage", *arguments])
