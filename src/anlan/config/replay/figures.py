"""Every published figure beside what the platform holds of it, read through the API."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.config.replay.night import Night
from anlan.kernel.clock import in_china
from anlan.protocols.cap12.reading import read

Figure = dict[str, Any]
_FIRST_REPORT_WITHIN = timedelta(hours=2)


def compare(night: Night) -> list[tuple[Figure, Any]]:
    """Return every figure of the scenario with what the platform holds."""
    return [(figure, READERS[figure["read"]](night, figure)) for figure in night.scenario["figure"]]


def _incident(night: Night, figure: Figure) -> str:
    return night.made[figure.get("incident", "first_incident")]


def _readings(night: Night, figure: Figure, station: str) -> list[dict[str, Any]]:
    found = night.as_("prefecture").get(f"/stations/{station}")
    series = next(each for each in found["series"] if each["quantity"] == "rain")
    rows = night.as_("prefecture").get(f"/series/{series['id']}/readings", since=figure["since"], until=figure["until"])
    return [row for row in rows if row["time"] != figure["since"]]


def _depth(night: Night, figure: Figure, station: str) -> float:
    return round(sum(row["value"] for row in _readings(night, figure, station)), 1)


def rain(night: Night, figure: Figure) -> float:
    """Return a station's rain between two instants."""
    return _depth(night, figure, figure["station"])


def wettest(night: Night, figure: Figure) -> str:
    """Return the scenario's station with the most rain."""
    return max((gauge["code"] for gauge in night.scenario["gauge"]), key=lambda code: _depth(night, figure, code))


def rain_span(night: Night, figure: Figure) -> str:
    """Return when the first and the last rain was read."""
    times = [datetime.fromisoformat(r["time"]) for r in _readings(night, figure, figure["station"]) if r["value"] > 0]
    first, last = (f"{in_china(edge):%m-%d %H:%M}" for edge in (min(times), max(times)))
    return night.scenario["words"]["span"].format(first=first, last=last)


def response(night: Night, figure: Figure) -> str:
    """Return the words for the response that was started, where it has the level."""
    found = night.find("duty", f"/incidents/{_incident(night, figure)}/responses", "responses")
    levels = [each["level"] for each in found if each["id"] == night.made["response"]]
    return figure["published"] if levels == [figure["level"]] else str(levels)


def front_post(night: Night, figure: Figure) -> bool:
    """Tell whether an order's feedback says that the front command post stands."""
    wanted = night.scenario["incident"]["front_post_feedback"]
    orders = night.find("duty", f"/incidents/{_incident(night, figure)}/orders", "orders")
    return any(
        wanted == told["text"]
        for order in orders
        for told in night.as_("duty").get(f"/orders/{order['id']}")["feedback"]
    )


def upper_response(night: Night, figure: Figure) -> str:
    """Return the words for the province's response, where it is recorded with its level and source."""
    plan = night.scenario["incident"]
    found = night.find("duty", f"/incidents/{_incident(night, figure)}/responses", "upper_responses")
    is_so = [(each["level"], each["source"]) for each in found] == [(figure["level"], plan["upper_source"])]
    return figure["published"] if is_so else str(found)


def evacuation(night: Night, figure: Figure) -> list[int]:
    """Return the moved households and persons of a township, or of all."""
    table = night.as_("duty").get(f"/incidents/{_incident(night, figure)}/evacuation")
    lines = [row for row in table["lines"] if row["region"] == figure.get("region", row["region"]) and row["moved"]]
    return [sum(row["moved"][key] for row in lines) for key in ("households", "persons")]


def scenic(night: Night, figure: Figure) -> list[int]:
    """Return the counts that the search's feedback carried."""
    told = night.as_("duty").get(f"/orders/{night.made['scenic_order']}")["feedback"]
    counts = {key: value for row in told for key, value in dict(row["figures"]).items()}
    return [counts[key] for key in night.scenario["scenic_area"]["figures"]]


def stated(night: Night, figure: Figure) -> list[float]:
    """Return what a region or site stated at a time, from the journal's timeline."""
    for entry in _situations(night, figure):
        told = entry["payload"]
        here = (told["reporting_region"], told["site"]) == (figure["region"], figure.get("site", ""))
        if here and _is_at(told["as_of"], figure["at"]):
            values = {each["indicator"]: float(each["value"]) for each in told["figures"]}
            return [values[key] for key in figure["indicators"]]
    return []


def totals(night: Night, figure: Figure) -> list[float]:
    """Return the incident's totals after the statement of a time, from the journal's timeline."""
    for entry in _situations(night, figure):
        if _is_at(entry["payload"]["as_of"], figure["at"]):
            return [float(entry["payload"]["totals"][key]) for key in figure["indicators"]]
    return []


def _situations(night: Night, figure: Figure) -> list[dict[str, Any]]:
    entries = night.as_("duty").get(f"/incidents/{_incident(night, figure)}/timeline")["entries"]
    return [entry for entry in entries if entry["kind"] == "incidents.situation_recorded"]


def _is_at(one: str, other: str) -> bool:
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


def now(night: Night, figure: Figure) -> list[float | None]:
    """Return the incident's totals as they stand; nothing for what nobody reported."""
    held = night.as_("duty").get(f"/incidents/{_incident(night, figure)}")["situation"]["totals"]
    return [float(held[key]["value"]) if key in held else None for key in figure["indicators"]]


def warned_at(night: Night, figure: Figure) -> str:
    """Return when a warning was frozen and sent."""
    sent = night.as_("duty").get(f"/warnings/{night.made[figure['warning']]}/transmission")
    return f"{in_china(datetime.fromisoformat(sent['sent_at'])):%m-%d %H:%M}"


def unconfirmed(night: Night, figure: Figure) -> int:
    """Return how many calls of all warnings nobody confirmed."""
    made = [night.made[name] for name in ("first_warning", "red_warning", "later_warning")]
    boards = [night.as_("duty").get(f"/warnings/{warning_id}/calls") for warning_id in made]
    return sum(board["total"] - board["confirmed"] for board in boards if board["total"])


def first_report_in_time(night: Night, figure: Figure) -> bool:
    """Tell whether the first report was received within two hours of learning of the event."""
    learned = datetime.fromisoformat(night.scenario["incident"]["learned_at"])
    first = next(each for each in night.scenario["report"] if each["stage"] == "first")
    sent = night.as_("duty").get(f"/reports/{night.made['report ' + first['at']]}")["transmissions"]
    return bool(sent) and all(
        datetime.fromisoformat(each["received_at"]) - learned <= _FIRST_REPORT_WITHIN for each in sent
    )


def cap_valid(night: Night, figure: Figure) -> list[bool]:
    """Tell of each message of the replay whether it reads strictly as CAP 1.2."""
    names = ("first_warning", "red_warning", "lifting", "later_warning")
    return [bool(read(night.as_("duty").file(f"/api/v1/warnings/{night.made[name]}/cap"))) for name in names]


def missed_clocks(night: Night, figure: Figure) -> int:
    """Return how many report clocks of the incident ran out."""
    found = night.find("duty", f"/incidents/{_incident(night, figure)}/report-clocks", "clocks")
    return sum(each["state"] == "missed" for each in found)


READERS: Final[dict[str, Callable[[Night, Figure], Any]]] = {
    reader.__name__: reader
    for reader in (
        rain,
        wettest,
        rain_span,
        response,
        front_post,
        upper_response,
        evacuation,
        scenic,
        stated,
        totals,
        now,
        warned_at,
        unconfirmed,
        first_report_in_time,
        cap_valid,
        missed_clocks,
    )
}
