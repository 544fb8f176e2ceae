"""``anlan build``: what is made from sources before the pages can be served."""

from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from anlan.config.options import REPOSITORY, read_options
from anlan.config.parts import assets
from anlan.config.parts.child import PartFailed
from anlan.config.starting import load_rooms


@click.command(name="build")
def command() -> None:
    """Fetch browser assets by npm, compile message catalogues, collect static files; only what has changed."""
    stamps = read_options()["ANLAN_VAR"] / "build"
    try:
        assets.take(assets.vendor_step(REPOSITORY), stamps, click.echo)
        for step in assets.catalogue_steps(REPOSITORY):
            assets.take(step, stamps, click.echo)
        load_rooms()
        assets.take(_static_step(), stamps, click.echo)
    except PartFailed as failure:
        raise click.ClickException(str(failure)) from failure


def _static_step() -> assets.Step:
    root = settings.STATIC_ROOT
    found = (storage.path(path) for finder in get_finders() for path, storage in finder.list(ignore_patterns=[]))
    return assets.Step(
        name="static",
        sources=tuple(sorted(Path(path) for path in found)),
        results=(root / "staticfiles.json",),
        build=lambda: call_command("collectstatic", interactive=False, clear=True, verbosity=0),
        says="collecting static files",
    )
