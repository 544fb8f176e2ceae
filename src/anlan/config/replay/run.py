"""The run of a replay: readings and acts in the order of their times, then the table of figures."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from importlib import resources
from itertools import groupby
from typing import Any
from uuid import uuid4

from anlan.config.replay import report_steps as reports
from anlan.config.replay import response_steps as responses
from anlan.config.replay import warning_steps as warnings
from anlan.config.replay.doors import DoorClosed, moment
from anlan.config.replay.night import Night
from anlan.config.replay.pace import wait_until
from anlan.config.replay.rain import Reading, all_readings

Step = tuple[datetime, int, Callable[[Night], None]]


def scenario_named(name: str) -> dict[str, Any]:
    """Return a scenario's data; raise ``KeyError`` where there is none of that name."""
    file = resources.files("anlan.config") / "scenarios" / f"{name}.toml"
    if not file.is_file():
        raise KeyError(name)
    return tomllib.loads(file.read_text("utf-8"))


def scenario_names() -> list[str]:
    """Return the names of all scenarios."""
    folder = resources.files("anlan.config") / "scenarios"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


def play(night: Night, until: datetime | None = None) -> None:
    """Run the replay: every reading and every act at its time, never before what went before has settled.

    With ``until`` it stops there, and what is to come does not happen.
    """
    _refuse_a_second_time(night)
    night.made["run"] = uuid4().hex[:8]
    night.pace.move_to(moment(night.scenario["gauge"][0]["start"]))
    for at, number, step in sorted(_steps(night.scenario), key=lambda each: each[:2]):
        if until and at > until:
            return
        night.pace.move_to(at)
        if night.is_calling:
            night.pace.settle()
        elif number:
            night.pace.let_everyone_see()
        step(night)


def _refuse_a_second_time(night: Night) -> None:
    """A reading is stored once: where the event's readings are held already, nothing would be judged again."""
    for gauge in night.scenario["gauge"]:
        held = night.as_("prefecture").get(f"/stations/{gauge['code']}")
        if any(each["latest_at"] for each in held["series"] if each["quantity"] == "rain"):
            raise DoorClosed(night.scenario["words"]["replayed_before"].format(station=gauge["code"]))


def _steps(scenario: dict[str, Any]) -> Iterator[Step]:
    yield from _rain_steps(scenario)
    for number, (at, step) in enumerate(_acts(scenario), 1):
        yield at if isinstance(at, datetime) else moment(at), number, step


def _rain_steps(scenario: dict[str, Any]) -> Iterator[Step]:
    for is_later in (False, True):
        for at, batch in groupby(all_readings(scenario, year_later=is_later), key=lambda reading: reading.time):
            yield at, 0, partial(send_rain, readings=list(batch))


def send_rain(night: Night, readings: list[Reading]) -> None:
    """The gauges report; wait until the platform holds every reading, and on the hour say how much fell."""
    night.gauges.send(readings)
    for reading in readings:
        wait_until(partial(_is_stored, night, reading), f"the reading of {reading.station} at {reading.time}")
    if readings[0].time.minute == 0:
        for reading in readings:
            held = night.as_("prefecture").get(f"/stations/{reading.station}")
            night.say("rain", station=held["name"], hour=held["rain_1h"] or 0, total=held["rain_24h"] or 0)


def _is_stored(night: Night, reading: Reading) -> bool:
    held = night.as_("prefecture").get(f"/stations/{reading.station}")
    return any(
        each["latest_at"] and moment(each["latest_at"]) >= reading.time
        for each in held["series"]
        if each["quantity"] == "rain"
    )


def _acts(scenario: dict[str, Any]) -> Iterator[tuple[datetime | str, Callable[[Night], None]]]:
    warning, incident, later = scenario["warning"], scenario["incident"], scenario["year_later"]
    yield warning["verify_at"], warnings.verify_the_alarm
    yield warning["submit_at"], warnings.submit_the_draft
    yield warning["sign_at"], warnings.sign_the_warning
    yield warning["approve_at"], warnings.approve_the_warning
    yield warning["tap_at"], warnings.tap_the_links
    yield warning["second_round_at"], warnings.answer_the_second_round
    yield warning["red_at"], warnings.raise_to_red
    yield warning["red_approve_at"], warnings.approve_the_red
    yield warning["red_tap_at"], warnings.tap_the_red_links
    yield incident["open_at"], responses.open_the_incident
    yield incident["sign_response_at"], responses.sign_the_response
    yield incident["receive_orders_at"], responses.receive_the_orders
    yield scenario["scenic_area"]["order_at"], responses.order_the_scenic_search
    for row in scenario["situation"]:
        yield row["at"], partial(responses.record_situation, row=row)
    for plan in scenario["report"]:
        yield plan["at"], partial(reports.report, plan=plan)
    for row in scenario["evacuation"]:
        yield row["at"], partial(responses.report_evacuation, row=row)
    yield incident["upper_recorded_at"], responses.record_the_upper_response
    yield scenario["scenic_area"]["done_at"], responses.report_the_scenic_search
    yield warning["lift_at"], warnings.lift_the_warning
    yield incident["end_at"], responses.end_the_response
    yield incident["end_at"], warnings.close_the_alarms
    yield moment(later["warn_at"]), warnings.warn_a_year_later
    yield moment(later["moved_at"]), responses.move_people_a_year_later
    yield moment(later["moved_at"]) + timedelta(hours=6), _rest


def _rest(night: Night) -> None:
    """The rain has ended; everything settles."""
    night.pace.settle()
    warnings.close_the_alarms(night)
    responses.close_the_later_incident(night)


__all__ = ["DoorClosed", "play", "scenario_named", "scenario_names"]
