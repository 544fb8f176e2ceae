"""``anlan survey``: a survey's list of sites, exposed elements or risk zones, checked and stored as the page does."""

import csv
import sys
from pathlib import Path
from typing import Any

import click
import django

from anlan.config.refusals import told_in_one_line
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM


@click.command(name="survey", epilog="Exit code: 0 when every row is right, 1 when one is wrong and nothing is stored.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--list", "what", default="sites", type=click.Choice(["sites", "exposed", "zones"]), help="What it lists."
)
@click.option(
    "--crs",
    default="as_file",
    type=click.Choice(["as_file", "cgcs2000", "web_mercator", "gcj02"]),
    help="In which coordinates it is written.",
)
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong and what would change.")
def command(file: Path, what: str, crs: str, *, only_check: bool) -> None:
    """Import the survey in FILE; errors go to standard output as CSV: row, field, value, rule."""
    django.setup()
    from anlan.risks import api  # noqa: PLC0415 - rooms are loaded only now

    with told_in_one_line():
        now = clock.now()
        named = {"what": what, "crs": crs, "name": file.name, "raw": file.read_bytes()}
        survey_id = api.upload_survey(**named, actor=SYSTEM, now=now)
        _row, planned = api.preview_survey(survey_id=survey_id, actor=SYSTEM)
        writer = csv.writer(sys.stdout)
        for problem in planned.problems:
            writer.writerow([problem.row, problem.field, problem.value, _rule_of(problem)])
        found = f"{planned.new_count} new, {planned.changed_count} changed, {planned.same} as before"
        click.echo(f"{found}, {len(planned.problems)} errors", err=True)
        if planned.problems:
            raise SystemExit(1)
        if planned.lines and not only_check:
            api.store_survey(survey_id=survey_id, actor=SYSTEM, now=now)
            click.echo("stored", err=True)


def _rule_of(problem: Any) -> str:
    """Return the rule that a value breaks: the room's own refusal, or what the reader of rows says."""
    from anlan.support.row_import.telling import told  # noqa: PLC0415 - Django is set up only now
    from anlan.web.errors import sentence  # noqa: PLC0415 - Django is set up only now

    refusal = problem.data.get("refusal")
    return sentence(refusal) if refusal is not None else told(problem)
