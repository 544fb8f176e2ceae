"""Refusals on the command line: one line in the reader's language, exit code 1."""

import contextlib
from collections.abc import Iterator

import click

from anlan.kernel.errors import AnlanError


@contextlib.contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turn a refusal into the command's error."""
    try:
        yield
    except AnlanError as error:
        from anlan.web.errors import sentence  # noqa: PLC0415 - Django's rooms are loaded only now

        raise click.ClickException(sentence(error)) from error
