"""Invented forces of every register: vehicles, machines, experts, medicine, transport, landing points and the rest."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from anlan.config.demo import supplies
from anlan.config.demo.people import EXPERTS_OF_COUNTY, EXPERTS_OF_PREFECTURE, organisation_id, person_id
from anlan.config.demo.places import REGION
from anlan.config.demo.seeded import dice, near, person_name, seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.support.tables import load_table

_SPREAD: Final = 0.03
_DAYS: Final = (("soon", 60), ("past", -20))
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVW"


def load(seed: int, progress: Progress) -> None:
    """Invent the forces of every seat; some were confirmed long ago."""
    seats = (places.division(REGION), *places.descendants(REGION, places.RegionLevel.COUNTY))
    table = load_table("anlan.config.demo", "forces")
    now = clock.now()
    found = [force for number, seat in enumerate(seats) for force in _of_seat(seed, table, number, seat, now)]
    progress("forces", readiness.register_forces(found, actor=SYSTEM, is_demo=True), len(found))
    supplies.call_up(now)


def remove() -> None:
    """Remove what was invented."""
    readiness.remove_demonstration(actor=SYSTEM)


def _of_seat(
    seed: int, table: dict[str, Any], order: int, seat: places.Division, now: datetime
) -> Iterator[readiness.NewForce]:
    for row in table["force"]:
        for number in range(1, row["seats"][seat.code == REGION] + 1):
            letter = _LETTERS[order % len(_LETTERS)]
            yield _force(dice(seed, row["register"], seat.code, number), row, seat, (number, letter), now)
    yield from _experts(seed, table, seat, now)


def _force(
    chance: Random, row: dict[str, Any], seat: places.Division, numbered: tuple[int, str], now: datetime
) -> readiness.NewForce:
    key, (number, letter) = row["register"], numbered
    kind = row["kinds"][(number - 1) % len(row["kinds"])]
    word = readiness.register(key).kinds[kind]
    words: dict[str, object] = {"place": seat.name, "kind": word, "number": number, "letter": letter}
    words |= {name: (now + timedelta(days=days)).date().isoformat() for name, days in _DAYS}
    longitude, latitude = near(chance, seat.longitude, seat.latitude, _SPREAD)
    return readiness.NewForce(
        id=seeded_id("force", key, seat.code, number),
        register=key,
        code=f"{seat.code}-{key[:2].upper()}{number:02}",
        name=row["name"].format(**words),
        kind=kind,
        region=seat.code,
        longitude=longitude,
        latitude=latitude,
        details={name: _value(chance, value, words) for name, value in _values(row, number)},
        contact_id=person_id(seat.code, row["contact"]),
        owner_id=organisation_id(seat.code, row["owner"]),
        confirmed_at=_confirmed(chance, now),
    )


def _values(row: dict[str, Any], number: int) -> Iterator[tuple[str, Any]]:
    """Yield a force's values: those that all have, and those that take turns."""
    yield from row["values"].items()
    for name, turns in row.get("in_turn", {}).items():
        yield name, turns[(number - 1) % len(turns)]


def _experts(seed: int, table: dict[str, Any], seat: places.Division, now: datetime) -> Iterable[readiness.NewForce]:
    persons = load_table("anlan.config.demo", "people")["expert_posts"]
    is_prefecture = seat.code == REGION
    for number in range(EXPERTS_OF_PREFECTURE if is_prefecture else EXPERTS_OF_COUNTY):
        chance = dice(seed, "expert", seat.code, number)
        branch, _ = persons[number % len(persons)]
        longitude, latitude = near(chance, seat.longitude, seat.latitude, _SPREAD)
        yield readiness.NewForce(
            id=seeded_id("force", "experts", seat.code, number),
            register="experts",
            code=f"{seat.code}-E{number + 1:02}",
            name=person_name(dice(seed, "person", seat.code, f"expert:{number}")),
            kind="prefecture" if is_prefecture else "county",
            region=seat.code,
            longitude=longitude,
            latitude=latitude,
            details={
                "specialities": table["specialities"][number % len(persons)],
                "title": chance.choice(table["titles"]),
                "years": chance.randrange(6, 32),
                "appointed_until": "2030-12-31",
            },
            contact_id=person_id(seat.code, f"expert:{number}"),
            owner_id=organisation_id(seat.code, f"department:{branch}"),
            confirmed_at=_confirmed(chance, now),
        )


def _value(chance: Random, value: Any, words: dict[str, object]) -> Any:
    if isinstance(value, list) and all(isinstance(each, int) for each in value):
        return chance.randrange(value[0], value[1] + 1)
    return value.format(**words) if isinstance(value, str) else value


def _confirmed(chance: Random, now: datetime) -> datetime:
    """Return when an owner last confirmed: mostly within two months, now and then long before."""
    days = chance.uniform(185, 240) if chance.random() < 0.1 else chance.uniform(1, 60)
    return now - timedelta(days=days)
