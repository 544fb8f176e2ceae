"""``anlan doctor``: whether every part is well, and what to do if not."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from anlan.config.doctor import bus, machine, processes, signing
from anlan.config.doctor.finding import Finding
from anlan.config.options import read_options
from anlan.config.starting import load_rooms
from anlan.kernel.clock import real_now


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(*, as_json: bool) -> None:
    """Look at every part and say whether it is well and what to do if not; exit 1 if one is not."""
    findings = tuple(_look(read_options()))
    click.echo(json.dumps([asdict(each) for each in findings], indent=1) if as_json else page(findings))
    raise SystemExit(0 if all(each.is_well for each in findings) else 1)


def page(findings: tuple[Finding, ...]) -> str:
    """Return the findings as one page of text."""
    width = max(len(each.part) for each in findings)
    lines = []
    for each in findings:
        mark = click.style("well    ", fg="green") if each.is_well else click.style("NOT WELL", fg="red", bold=True)
        lines.append(f"{mark}  {each.part:<{width}}  {each.says}")
        if not each.is_well:
            lines.append(f"{' ' * (width + 12)}-> {each.advice}")
    ill = sum(not each.is_well for each in findings)
    lines.append(f"\n{len(findings)} parts, {ill} not well" if ill else f"\n{len(findings)} parts, all well")
    return "\n".join(lines)


def _look(options: dict[str, Any]) -> Iterator[Finding]:
    yield from machine.look(options)
    yield from signing.look(options, real_now())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
    load_rooms()
    from anlan.config.doctor import database  # noqa: PLC0415 - Django's rooms are loaded only now

    yield from database.look()
    yield from bus.look(options)
    yield from processes.look(options)
