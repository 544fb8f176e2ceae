"""``anlan plans``: where plans in force do not fit people, telephones, teams, stock, the plans above and the laws."""

import json
from typing import Any

import click

from anlan.config.refusals import told_in_one_line
from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import normalise


@click.group(name="plans")
def command() -> None:
    """Look after plans; the pages do the same at /plans/checks/."""
    load_rooms()


@command.command(epilog="Exit code: 0 when nothing must be mended, 1 when something must, 2 when the check cannot run.")
@click.option("--region", default="", help="Division code: only its plans and those below; by default all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each finding.")
def check(region: str, *, as_json: bool) -> None:
    """Look at every plan in force now and say what does not fit, grave things first."""
    from anlan.plans import api as plans  # noqa: PLC0415 - rooms are loaded only now

    try:
        code = normalise(region)
    except InvalidValue as error:
        raise click.BadParameter("2 to 12 digits", param_hint="--region") from error
    with told_in_one_line():
        count = plans.check_plans(region=code, actor=SYSTEM, now=clock.now())
    found = plans.findings(SYSTEM, plans.FindingFilter(region=code))
    grave = 0
    for row in found:
        grave += row.is_grave
        click.echo(_json(row) if as_json else _line(row))
    if not as_json:
        click.echo(f"{count} plans checked, {len(found)} findings, {grave} of them grave")
    raise SystemExit(1 if grave else 0)


def _line(row: Any) -> str:
    figures = " ".join(f"{key}={value}" for key, value in row.data.items())
    return f"{'GRAVE' if row.is_grave else 'look '} {row.region} {row.plan_name}: {row.kind} at {row.place} {figures}"


def _json(row: Any) -> str:
    told = {
        "plan": str(row.plan_id),
        "name": row.plan_name,
        "region": row.region,
        "kind": row.kind,
        "grave": row.is_grave,
        "place": row.place,
        "since": row.first_seen_at.isoformat(),
        "data": row.data,
    }
    return json.dumps(told, ensure_ascii=False)
