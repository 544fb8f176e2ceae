"""``anlan model``: a scientific model run on the rows of a file."""

import gettext
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final

import click

from anlan.config.modelling.models import MODELS, Model
from anlan.config.modelling.rows import NotRows, Outcome, rows_of, written
from anlan.kernel.errors import AnlanError

_EPILOG: Final = "Exit code: 0 when every row was reckoned, 1 when one was refused, 2 when the command cannot run."


@click.command(name="model", epilog=_EPILOG)
@click.argument("name", metavar="[NAME]", type=click.Choice(list(MODELS)), required=False)
@click.option("--list", "is_list", is_flag=True, help="Say what there is: status, columns, ranges.")
@click.option("--input", "given", type=click.File("rb"), help="CSV, .xlsx or JSON; - is standard input.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A .csv or .json file.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Of the reasons.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), help="Else by the output's ending, else CSV.")
def command(
    name: str | None, given: BinaryIO | None, output: Path | None, form: str | None, language: str, *, is_list: bool
) -> None:
    """Run the model NAME on the rows of a file. A refused row says why in "refused" and "reason"; the others go on."""
    if is_list:
        click.echo("\n\n".join(_told(MODELS[word]) for word in ([name] if name else MODELS)))
        return
    if name is None or given is None:
        raise click.UsageError("Say a model and --input FILE, or --list.")
    outcomes = _run(MODELS[name], given.read())
    form = form or ("json" if output and output.suffix.lower() == ".json" else "csv")
    text = written(outcomes, form, _words(language)).encode()
    if output:
        output.write_bytes(text)
    else:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    refused = sum(1 for each in outcomes if each.refused)
    if output or refused:
        click.echo(f"{len(outcomes) - refused} reckoned, {refused} refused", err=True)
    raise SystemExit(1 if refused else 0)


def _words(language: str) -> Callable[[str], str]:
    """Return what says a text of a model in a language; English is what the texts are written in."""
    folder = str(resources.files("anlan.analysis") / "locale")
    named = {"zh": ["zh_Hans"]}.get(language, ["en"])
    return gettext.translation("django", folder, languages=named, fallback=True).gettext


def _run(model: Model, raw: bytes) -> list[Outcome]:
    try:
        rows = rows_of(raw)
    except NotRows as error:
        raise click.UsageError(str(error)) from error
    except AnlanError as error:
        raise click.UsageError(error.message % error.data) from error
    missing = model.manifest.missing_in({name for row in rows for name in row.cells})
    if not rows or missing:
        wanted = ", ".join(missing) or "rows"
        raise click.UsageError(f"missing in the file: {wanted}. See: anlan model {model.word} --list")
    return sorted(model.reader(rows, model.manifest), key=lambda each: each.rows)


def _told(model: Model) -> str:
    manifest = model.manifest
    lines = [f"{model.word}: {manifest.title} [{manifest.status}]", "  columns:"]
    for column in manifest.columns:
        about = [column.unit] if column.unit else []
        about += ["needed" if column.is_needed else "may be empty"]
        if column.least is not None:
            about.append(f"{column.least:g} to {column.most:g}")
        lines.append(f"    {column.name} ({column.kind}; {', '.join(about)}): {column.says}")
    lines.append("  gives: " + ", ".join(f"{name} ({what})" if what else name for name, what in model.gives.items()))
    lines += [f"  source: {each}" for each in manifest.references]
    if manifest.note:
        lines.append(f"  note: {manifest.note}")
    return "\n".join(lines)
