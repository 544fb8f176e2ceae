# ruff: noqa: N999 - a subcommand is called as its file is
"""``anlan import``: history from a table, checked and stored as the page does, in one go."""

import csv
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "mapped", multiple=True, help="ROLE=HEAD or QUANTITY[UNIT]=HEAD; also several.")
@click.option("--station", default="", help="One station for all rows.")
@click.option("--quantity", default="", help="One quantity for the column of values.")
@click.option("--encoding", default="", help="utf-8, gb18030, big5, utf-16-le or utf-16-be; else as it looks.")
@click.option("--sheet", default="", help="The sheet of a workbook; else the first that has cells.")
@click.option("--two-digit-years", is_flag=True, help="Years of two digits are of this century.")
@click.option("--keep-good", is_flag=True, help="Store the good rows of a table with errors.")
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong; store nothing.")
def command(file: Path, mapped: tuple[str, ...], *, keep_good: bool, only_check: bool, **reading: Any) -> None:
    """Import the history in FILE; errors go to standard output as CSV: row, column, reason, text."""
    load_rooms()
    with told_in_one_line():
        done = _import(file, mapped, reading, keep_good=keep_good, only_check=only_check)
    raise SystemExit(0 if done else 1)


def _import(file: Path, mapped: tuple[str, ...], reading: dict[str, Any], *, keep_good: bool, only_check: bool) -> bool:
    """Check the table, list its errors, and store it where that is wanted; tell whether it was."""
    from anlan.monitoring import api  # noqa: PLC0415 - rooms are loaded only now

    upload = api.Upload(file.name, file.read_bytes())
    import_id = api.upload_history(upload=upload, actor=SYSTEM, now=clock.now())
    if reading["encoding"] or reading["sheet"]:
        proposal = _proposal(api, import_id)
        otherwise = replace(proposal, encoding=reading["encoding"], sheet=reading["sheet"])
        api.reopen_history(import_id=import_id, plan=otherwise, actor=SYSTEM)
    plan = _mapped(_proposal(api, import_id), mapped, api)
    table = replace(
        plan.table,
        station=reading["station"],
        quantity=reading["quantity"],
        two_digit_years=reading["two_digit_years"],
    )
    api.check_history(import_id=import_id, plan=replace(plan, table=table), actor=SYSTEM)
    api.check_import(import_id=import_id, now=clock.now())
    row = api.history_import(SYSTEM, import_id)
    if row.failure:
        click.echo(row.failure["message"] % row.failure["data"], err=True)
        return False
    _list_problems(api, import_id)
    click.echo(f"{row.rows} rows, {row.readings} good readings, {row.problems} errors", err=True)
    if only_check:
        api.discard_history(import_id=import_id, actor=SYSTEM, now=clock.now())
        return not row.problems
    api.store_history(import_id=import_id, keep_good=keep_good, actor=SYSTEM)
    api.store_import(import_id=import_id, now=clock.now())
    click.echo(f"{api.history_import(SYSTEM, import_id).stored} readings stored", err=True)
    return True


def _proposal(api: Any, import_id: UUID) -> Any:
    return api.import_preview(SYSTEM, import_id).plan


def _mapped(plan: Any, mapped: tuple[str, ...], api: Any) -> Any:
    """Return the proposal with the columns that the command line names."""
    columns = list(plan.table.columns)
    heads = [column.head for column in columns]
    for each in mapped:
        what, mark, head = each.partition("=")
        if not mark or head not in heads:
            raise click.BadParameter(f"{each}: no column has this head; there are {', '.join(heads)}")
        name, _, unit = what.rstrip("]").partition("[")
        if name in api.quantities():
            columns[heads.index(head)] = api.Column(head=head, quantity=name, unit=unit)
        elif name in list(api.Role):
            columns[heads.index(head)] = api.Column(head=head, role=api.Role(name), unit=unit)
        else:
            raise click.BadParameter(f"{name} is neither a role nor a quantity")
    return replace(plan, table=replace(plan.table, columns=tuple(columns)))


def _list_problems(api: Any, import_id: UUID) -> None:
    writer = csv.writer(sys.stdout)
    for each in api.import_problems(SYSTEM, import_id):
        writer.writerow([each.row, each.column, each.code, each.text])
