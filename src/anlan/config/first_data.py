"""What an empty database is given at the first start: administrative divisions, then the demonstration prefecture."""

from importlib import import_module
from importlib.util import find_spec

import click

_COMMANDS = "anlan.config.commands"


def load_missing(*, with_demo: bool) -> None:
    """Load divisions and, if asked, demonstration data where there are none."""
    _load("places")
    if with_demo:
        _load("demo")


def _load(name: str) -> None:
    """Call ``anlan <name> load --if-empty`` where there is such a subcommand."""
    if find_spec(f"{_COMMANDS}.{name}") is None:
        return
    subcommand: click.Command = import_module(f"{_COMMANDS}.{name}").command
    subcommand.main(["load", "--if-empty"], prog_name=f"anlan {name}", standalone_mode=False)
