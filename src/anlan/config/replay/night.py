"""What every step of a replay shares: the people, the gauges, the phones, and what has been made so far."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from anlan.config.replay.doors import DoorClosed, Gauges, Person, Phones
from anlan.config.replay.pace import Pace, wait_until
from anlan.kernel.clock import in_china


@dataclass
class Night:
    """One replay under way."""

    scenario: dict[str, Any]
    pace: Pace
    people: dict[str, Person]
    gauges: Gauges
    phones: Phones
    made: dict[str, str] = field(default_factory=dict)
    is_calling: bool = False  # limits run that the platform must have looked at before time goes on

    @property
    def now(self) -> datetime:
        """The platform's time."""
        if self.pace.at is None:
            raise RuntimeError("the replay has not begun")
        return self.pace.at

    def say(self, what: str, **facts: Any) -> None:
        """Print one line of the timeline in the scenario's words."""
        click.echo(f"{in_china(self.now):%Y-%m-%d %H:%M}  {self.scenario['say'][what].format(**facts)}")

    def as_(self, who: str) -> Person:
        """Return a person of the scenario by part."""
        return self.people[who]

    def find(self, who: str, path: str, rows: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return the rows that a list of the API holds for somebody."""
        return self.as_(who).get(path, **parameters)[rows]

    def wait_for(self, who: str, path: str, rows: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return the rows of a list once it has any."""
        wait_until(lambda: bool(self.find(who, path, rows, **parameters)), f"{rows} at {path}")
        return self.find(who, path, rows, **parameters)


def sign_in_all(scenario: dict[str, Any], address: str, accounts_file: Path) -> dict[str, Person]:
    """Sign in everyone that the scenario names, by role and region, with the demonstration's own accounts."""
    if not accounts_file.is_file():
        raise DoorClosed(f"{accounts_file} is missing: load the demonstration first (anlan demo load)")
    accounts = json.loads(accounts_file.read_text("utf-8"))
    people = {}
    for part, (role, region) in scenario["accounts"].items():
        found = [each for each in accounts if (each["role"], each["region"]) == (role, region)]
        if not found:
            raise DoorClosed(f"no demonstration account has the role {role} in {region}")
        people[part] = Person(address, found[0]["username"], found[0]["password"])
    return people
