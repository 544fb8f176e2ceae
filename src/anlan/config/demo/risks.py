"""Invented hazard sites and reservoirs of Liangshan, in the numbers of its plan."""

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from anlan.config.demo import exposure
from anlan.config.demo.seeded import STARTS_ON, dice, near, phrase, seeded_id
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.people import api as people
from anlan.places import api as places
from anlan.risks import api as risks

REGION = "5134"
SITES: Final = 2000
RESERVOIRS: Final = 150
_KIND_WEIGHTS: Final = {
    "landslide": 45,
    "debris_flow": 25,
    "collapse": 15,
    "flash_flood_zone": 15,
}
_OTHER_KINDS: Final = ["dyke", "waterlogging", "forest_fire", "subsidence", "active_fault", "snow_road"]
_OF_EACH: Final = 10
_SIZES: Final = (("large_2", 2), ("medium", 8), ("small_1", 40), ("small_2", 100))
_CAPACITIES: Final = {"large_2": (1e4, 9e4), "medium": (1e3, 9e3), "small_1": (100, 950), "small_2": (10, 95)}
_NEARNESS: Final = 0.008


def load(seed: int, progress: Progress) -> None:
    """Invent sites near villages and reservoirs near townships."""
    persons = _persons_by_region()
    villages = places.descendants(REGION, places.RegionLevel.VILLAGE)
    townships = places.descendants(REGION, places.RegionLevel.TOWNSHIP)
    sites = _sites(seed, villages, persons)
    progress("hazard sites", risks.register_sites(sites, actor=SYSTEM, is_demo=True), len(sites))
    others = _others(seed, townships)
    progress("other risk sites", risks.register_sites(others, actor=SYSTEM, is_demo=True), len(others))
    reservoirs = _reservoirs(seed, townships, persons)
    exposure.invent(seed, progress)
    progress("reservoirs", risks.register_reservoirs(reservoirs, actor=SYSTEM, is_demo=True), len(reservoirs))


def remove() -> None:
    """Remove what was invented."""
    risks.remove_demonstration(actor=SYSTEM)


def _persons_by_region() -> dict[str, list[UUID]]:
    """Return the demonstration's persons by the division that they belong to."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for person in people.persons(SYSTEM, people.PersonFilter(region=REGION), limit=100_000):
        found[person.region].append(person.id)
    return found


def _sites(seed: int, villages: tuple[places.Division, ...], persons: dict[str, list[UUID]]) -> list[risks.NewSite]:
    """Return sites spread over the villages in their order, so that no township has all of them."""
    chosen = [villages[number * len(villages) // SITES] for number in range(SITES)]
    return [_site(seed, number, village, persons) for number, village in enumerate(chosen, 1)]


def _site(seed: int, number: int, village: places.Division, persons: dict[str, list[UUID]]) -> risks.NewSite:
    chance = dice(seed, "site", number)
    kind = chance.choices(list(_KIND_WEIGHTS), list(_KIND_WEIGHTS.values()))[0]
    longitude, latitude = near(chance, village.longitude, village.latitude, _NEARNESS)
    threatened = min(round(chance.lognormvariate(3.6, 1.0)), village.persons or 500)
    monitors = persons.get(village.code) or persons.get(village.parent) or [None]
    return risks.NewSite(
        id=seeded_id("site", number),
        code=f"{village.code[:6]}-G{number:04}",
        name=phrase(kind, place=phrase("short", name=village.name), number=chance.randint(1, 9)),
        kind=kind,
        region=village.code,
        longitude=longitude,
        latitude=latitude,
        threatened_persons=threatened,
        threatened_households=max(1, threatened // 4),
        found_on=STARTS_ON - timedelta(days=chance.randint(30, 4000)),
        monitor_id=chance.choice(monitors),
        facts=_own_rain(seed, number) if kind == "flash_flood_zone" else {},
        **_card(village, threatened),
    )


def _own_rain(seed: int, number: int) -> dict[str, int]:
    """Return a danger zone's rain of one hour at which people make ready and move, in steps of 5 mm."""
    prepare = dice(seed, "own rain", number).randrange(25, 45, 5)
    return {"prepare_mm": prepare, "move_mm": prepare + 15}


def _card(village: places.Division, threatened: int) -> dict[str, str]:
    """Return what the transfer card says of a site."""
    place = phrase("short", name=village.name)
    return {
        "threatens": phrase("threatens", households=max(1, threatened // 4), persons=threatened),
        **{name: phrase(name, place=place) for name in ("warning_signal", "route", "shelter")},
    }


def _others(seed: int, townships: tuple[places.Division, ...]) -> list[risks.NewSite]:
    """Return sites of the kinds that are not counted among the county's geohazards, a few of each."""
    chosen = dice(seed, "other sites").sample(townships, len(_OTHER_KINDS) * _OF_EACH)
    ponds = dice(seed, "ponds").sample(townships, _OF_EACH)
    pairs = zip((*chosen, *ponds), _OTHER_KINDS * _OF_EACH + ["tailings_pond"] * _OF_EACH, strict=True)
    return [_other(seed, number, township, kind) for number, (township, kind) in enumerate(pairs, 1)]


def _other(seed: int, number: int, township: places.Division, kind: str) -> risks.NewSite:
    chance = dice(seed, "other site", number)
    longitude, latitude = near(chance, township.longitude, township.latitude, 2 * _NEARNESS)
    threatened = chance.randint(0, 80)
    return risks.NewSite(
        id=seeded_id("other site", number),
        code=f"{township.code[:6]}-Q{number:03}",
        name=phrase(kind, place=phrase("short", name=township.name), number=chance.randint(1, 9)),
        kind=kind,
        region=township.code,
        longitude=longitude,
        latitude=latitude,
        threatened_persons=threatened,
        threatened_households=threatened // 4,
        found_on=STARTS_ON - timedelta(days=chance.randint(30, 4000)),
        grade=chance.choice(risks.kind_of(kind).grades).key,
        **_card(township, threatened),
    )


def _reservoirs(
    seed: int, townships: tuple[places.Division, ...], persons: dict[str, list[UUID]]
) -> list[risks.NewReservoir]:
    chosen = dice(seed, "reservoirs").sample(townships, RESERVOIRS)
    sizes = [size for size, count in _SIZES for _ in range(count)]
    return [_reservoir(seed, number, pair, persons) for number, pair in enumerate(zip(chosen, sizes, strict=True), 1)]


def _reservoir(
    seed: int, number: int, place: tuple[places.Division, str], persons: dict[str, list[UUID]]
) -> risks.NewReservoir:
    township, size = place
    chance = dice(seed, "reservoir", number)
    longitude, latitude = near(chance, township.longitude, township.latitude, 2 * _NEARNESS)
    held = persons.get(township.code) or [None]
    return risks.NewReservoir(
        id=seeded_id("reservoir", number),
        code=f"{township.code[:6]}-R{number:03}",
        name=phrase("reservoir", place=phrase("short", name=township.name)),
        region=township.code,
        longitude=longitude,
        latitude=latitude,
        size=size,
        capacity=round(chance.uniform(*_CAPACITIES[size]), 1),
        flood_limit_level=round(chance.uniform(1400, 2400), 2),
        is_defective=chance.random() < 0.06,
        administrative_person_id=chance.choice(held),
        technical_person_id=chance.choice(held),
        patrol_person_id=chance.choice(held),
    )
