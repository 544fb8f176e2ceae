"""``anlan jobs``: the job worker."""

import click

from anlan.config.starting import load_rooms


@click.command(name="jobs")
@click.option("--concurrency", default=4, show_default=True, help="Jobs that run at once.")
def command(concurrency: int) -> None:
    """Run queued jobs, look at the clocks once a second, and seal the journal."""
    load_rooms()
    from anlan.support import worker  # noqa: PLC0415 - Django's rooms are loaded only now

    worker.run(concurrency=concurrency)
