"""``anlan knowledge``: the papers that every library begins with, and whole law texts from files."""

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError

_NAMED: Final = re.compile(r"^(?P<title>.+?)[_-](?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})$")
_DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group(name="knowledge")
def command() -> None:
    """Fill the library: the papers that come with the platform, and papers from files."""
    load_rooms()


@command.command()
def fill() -> None:
    """Put in the shipped excerpts and cards, published for every reader, as far as the library lacks them."""
    from anlan.knowledge import api  # noqa: PLC0415 - models can be imported only after django.setup()

    count = api.put_shipped_papers(actor=SYSTEM, now=clock.now())
    click.echo(f"{count} papers put into the library.")


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", default="law", show_default=True, help="law, plan, card or chemical")
@click.option("--title", default="", help="Of one file; else the file's name without a day at its end.")
@click.option("--edition", default="", help="Else the day at the end of the file's name.")
@click.option("--origin", default="", help="Who issued it, and its number.")
@click.option("--region", default="", help="For readers in this division; empty: for everybody.")
@click.option("--from", "since", type=_DAY, default=None, help="In force from this day.")
@click.option("--until", type=_DAY, default=None, help="Out of force from this day.")
@click.option("--excerpt", "is_excerpt", is_flag=True, help="Articles need not follow each other.")
@click.option("--publish", is_flag=True, help="Publish at once; else they wait as drafts.")
@click.option("--check", is_flag=True, help="Only say how each file is read; store nothing.")
def import_files(files: tuple[Path, ...], *, publish: bool, check: bool, is_excerpt: bool, **given: Any) -> None:
    """Put whole papers into the library, each article a passage; a refused file keeps no other out."""
    if given["title"] and len(files) > 1:
        raise click.UsageError("--title names one file only.")
    refused = 0
    for path in files:
        try:
            click.echo(_checked(path) if check else _taken(path, given, publish=publish, is_excerpt=is_excerpt))
        except AnlanError as error:
            refused += 1
            click.echo(f"{path.name}: refused, {error}", err=True)
    if refused:
        raise SystemExit(1)


def _checked(path: Path) -> str:
    """Return how a file is read: its articles, and where they do not follow each other."""
    from anlan.knowledge import api  # noqa: PLC0415 - models can be imported only after django.setup()

    parts = api.parts_of(api.unbroken(_lines(path)))
    labels, faults = api.labels_of(parts), api.faults_of(parts)
    ends = f" ({labels[0]} to {labels[-1]})" if labels else ""
    lines = [f"{path.name}: {len(parts)} passages, {len(labels)} articles{ends}"]
    lines += [f"  {each.label}: {each.why} after {each.after or 'the beginning'}" for each in faults]
    return "\n".join(lines)


def _taken(path: Path, given: Mapping[str, Any], *, publish: bool, is_excerpt: bool) -> str:
    """Put one file into the library and return what was done."""
    from anlan.knowledge import api  # noqa: PLC0415 - models can be imported only after django.setup()

    named = _NAMED.match(path.stem)
    day = f"{named['year']}-{named['month']}-{named['day']}" if named else ""
    new = api.NewDocument(
        kind=given["kind"],
        title=given["title"] or (named["title"] if named else path.stem),
        edition=given["edition"] or day,
        origin=given["origin"],
        region=given["region"],
        in_force_from=_date(given["since"]),
        repealed_from=_date(given["until"]),
        parts=(),
    )
    now = clock.now()
    lines = _lines(path)
    document_id = api.import_paper(new=new, lines=lines, is_excerpt=is_excerpt, actor=SYSTEM, now=now)
    if publish:
        api.publish_document(document_id=document_id, actor=SYSTEM, now=now)
    count = len(api.passages(SYSTEM, document_id))
    return f"{path.name}: {new.title} {new.edition}".rstrip() + f", {count} passages, /knowledge/{document_id}/"


def _lines(path: Path) -> tuple[str, ...]:
    reader = import_module("anlan.knowledge.adapters.paper_lines")
    lines: tuple[str, ...] = reader.paper_lines(path.read_bytes(), path.name)
    return lines


def _date(moment: datetime | None) -> Any:
    return moment.date() if moment else None
