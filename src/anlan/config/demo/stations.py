"""626 weather stations, a river gauge in every county, and the gauges of the events that are replayed."""

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from random import Random
from typing import Any

from anlan.config.demo.places import REGION
from anlan.config.demo.seeded import dice, near, seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.support.tables import load_table

_SPREAD_DEGREES = 0.03


def load(seed: int, progress: Progress) -> None:
    """Register the stations and give the weather stations a day of invented light rain."""
    monitoring.remove_demo_stations()
    table = load_table("anlan.config.demo", "stations")
    weather = _weather_stations(seed, table)
    stations = [*weather, *_river_gauges(seed, table), *_replayed_gauges(table)]
    monitoring.register_stations([replace(each, id=seeded_id("station", each.code)) for each in stations])
    progress("stations", len(stations), len(stations))
    codes = [station.code for station in weather]
    monitoring.load_demo_readings(_rain(seed, codes, table["history"], clock.now()), quantity="rain")
    progress("readings", len(codes), len(codes))


def remove() -> None:
    """Remove the stations with their readings."""
    monitoring.remove_demo_stations()


def _weather_stations(seed: int, table: dict[str, Any]) -> list[monitoring.NewStation]:
    """Spread the stations over the townships in turn; those of a township share out its villages."""
    townships = places.descendants(REGION, places.RegionLevel.TOWNSHIP)
    total = table["weather_stations"]
    found = []
    for index in range(total):
        township = townships[index % len(townships)]
        number, many = index // len(townships), -(-(total - index % len(townships)) // len(townships))
        villages = places.descendant_codes(township.code, places.RegionLevel.VILLAGE)[number::many]
        chance = dice(seed, "station", township.code, number)
        longitude, latitude = near(chance, township.longitude, township.latitude, _SPREAD_DEGREES)
        found.append(
            monitoring.NewStation(
                code=f"W{township.code[4:]}{number + 1}",
                name=table["names"]["weather"].format(place=township.name, number=number + 1),
                kind="weather",
                region=township.code,
                longitude=longitude,
                latitude=latitude,
                stands_for=(township.code, *villages),
                owner=table["owner"],
                source=table["source"],
                is_demo=True,
            )
        )
    return found


def _river_gauges(seed: int, table: dict[str, Any]) -> list[monitoring.NewStation]:
    found = []
    for county in places.children(REGION):
        chance = dice(seed, "river gauge", county.code)
        longitude, latitude = near(chance, county.longitude, county.latitude, _SPREAD_DEGREES)
        river = table["river"]
        ordinary = round(chance.uniform(*river["ordinary"]), 1)
        found.append(
            monitoring.NewStation(
                code=f"R{county.code[2:]}",
                name=table["names"]["river"].format(place=county.name),
                kind="level_gauge",
                region=county.code,
                longitude=longitude,
                latitude=latitude,
                quantities=("level",),
                warning_level=ordinary + river["warning_above"],
                guarantee_level=ordinary + river["guarantee_above"],
                owner=table["river_owner"],
                source=table["source"],
                is_demo=True,
            )
        )
    return found


def _replayed_gauges(table: dict[str, Any]) -> list[monitoring.NewStation]:
    """Return the gauges that the scenarios name; each stands for its township and all villages of it."""
    found = {}
    for file in resources.files("anlan.config.scenarios").iterdir():
        if not file.name.endswith(".toml"):
            continue
        for gauge in tomllib.loads(file.read_text("utf-8"))["gauge"]:
            villages = places.descendant_codes(gauge["region"], places.RegionLevel.VILLAGE)
            found[gauge["code"]] = monitoring.NewStation(
                code=gauge["code"],
                name=gauge["name"],
                kind="rain_gauge",
                region=gauge["region"],
                longitude=gauge["longitude"],
                latitude=gauge["latitude"],
                stands_for=(gauge["region"], *villages),
                owner=table["owner"],
                source=table["source"],
                is_demo=True,
            )
    return list(found.values())


def _rain(
    seed: int, codes: list[str], history: dict[str, Any], now: datetime
) -> dict[str, list[tuple[datetime, float]]]:
    """Return the last day's readings by station: mostly nothing, here and there a shower."""
    step = timedelta(minutes=history["step_minutes"])
    last = now.replace(minute=now.minute - now.minute % history["step_minutes"], second=0, microsecond=0)
    count = history["hours"] * 60 // history["step_minutes"]
    times = [last - step * back for back in reversed(range(count))]
    return {
        code: [(time, _depth(chance, history)) for time in times]
        for code in codes
        for chance in (dice(seed, "rain", code),)
    }


def _depth(chance: Random, history: dict[str, Any]) -> float:
    if chance.random() > history["shower_chance"]:
        return 0.0
    return round(chance.triangular(0.1, history["largest_mm"], 0.2), 1)
