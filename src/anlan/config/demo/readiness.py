"""Invented teams, stores with stock, and shelters of Liangshan, in the numbers of its plan."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID

from anlan.config.demo import supplies
from anlan.config.demo.people import organisation_id, person_id
from anlan.config.demo.places import REGION
from anlan.config.demo.seeded import dice, near, phrase, seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.people import api as people
from anlan.places import api as places
from anlan.readiness import api as readiness
from anlan.support.tables import load_table

TEAM_SIZES_SUM: Final = 1033
TEAMS: Final = 14
MINE_TEAM_SIZES: Final = {"513402": 24, "513426": 23, "513433": 23, "513435": 23}
TOWNSHIP_STORES: Final = 240
_REPLAYED: Final = ("513433001", "513433102", "513433106", "513433113")
_SPREAD: Final = 0.006


def team_id(region: str, kind: str) -> UUID:
    """Return the id of a region's team: ``comprehensive``, ``wildfire`` or ``mine``."""
    return seeded_id("team", region, kind)


def store_id(region: str) -> UUID:
    """Return the id of a region's store."""
    return seeded_id("store", region)


def shelter_id(region: str) -> UUID:
    """Return the id of a township's or county's shelter."""
    return seeded_id("shelter", region)


def load(seed: int, progress: Progress) -> None:
    """Invent the teams, stores and shelters."""
    inventor = _Inventor(seed)
    teams = inventor.teams()
    progress("teams", readiness.register_teams(teams, actor=SYSTEM, is_demo=True), len(teams))
    stores = inventor.stores()
    stock = inventor.stock(stores)
    progress(
        "stores", readiness.register_stores(stores, stock, actor=SYSTEM, now=clock.now(), is_demo=True), len(stores)
    )
    readiness.register_requests(supplies.requests(), actor=SYSTEM, now=clock.now())
    supplies.carry_on(clock.now())
    shelters = inventor.shelters()
    progress("shelters", readiness.register_shelters(shelters, actor=SYSTEM, is_demo=True), len(shelters))


def remove() -> None:
    """Remove what was invented."""
    readiness.remove_demonstration(actor=SYSTEM)


class _Inventor:
    """Invents readiness from a seed, with the counties, townships and persons at hand."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.confirmed_at = clock.now() - timedelta(days=20)
        self.table: dict[str, Any] = load_table("anlan.config.demo", "readiness")
        self.prefecture = places.division(REGION)
        self.counties = places.descendants(REGION, places.RegionLevel.COUNTY)
        self.townships = places.descendants(REGION, places.RegionLevel.TOWNSHIP)
        regions = [REGION, *(place.code for place in (*self.counties, *self.townships))]
        wanted = [person_id(region, key) for region in regions for key in ("team", "keeper", "B")]
        self.known = people.persons_by_id(wanted)

    def teams(self) -> list[readiness.NewTeam]:
        """Return 14 teams with 1,033 people, Mianning's among them, and 4 mine-rescue teams with 93."""
        others = [place for place in self.counties if place.code != "513433"]
        chosen = dice(self.seed, "teams").sample(others, TEAMS - 2)
        mianning = next(place for place in self.counties if place.code == "513433")
        homes = [self.prefecture, mianning, *sorted(chosen, key=lambda place: place.code)]
        sizes = _shares(dice(self.seed, "team sizes"), TEAM_SIZES_SUM, TEAMS)
        kinds = ["comprehensive", "comprehensive", *(("wildfire", "comprehensive")[n % 2] for n in range(TEAMS - 2))]
        found = [self._team(*each) for each in zip(homes, kinds, sizes, strict=True)]
        mines = [place for place in self.counties if place.code in MINE_TEAM_SIZES]
        return found + [self._team(place, "mine", MINE_TEAM_SIZES[place.code]) for place in mines]

    def _team(self, home: places.Division, kind: str, members: int) -> readiness.NewTeam:
        chance = dice(self.seed, "team", home.code, kind)
        longitude, latitude = near(chance, home.longitude, home.latitude, _SPREAD)
        return readiness.NewTeam(
            id=team_id(home.code, kind),
            code=f"{home.code}-T-{kind[:1].upper()}",
            name=phrase(f"team_{kind}", place=home.name),
            kind=kind,
            region=home.code,
            longitude=longitude,
            latitude=latitude,
            members=members,
            vehicles=max(2, members // 12),
            skills=self.table["skills"][kind],
            readiness_minutes=chance.choice((10, 15, 20, 30, 60)),
            leader_id=self._person(home.code, "team"),
            owner_id=organisation_id(home.code, "em_bureau"),
            details=self.table["team_details"] | {"insured_persons": members},
            confirmed_at=self.confirmed_at,
        )

    def stores(self) -> list[readiness.NewStore]:
        """Return one store of the prefecture, one of each county, and 240 of townships."""
        replayed = [place for place in self.townships if place.code in _REPLAYED]
        others = [place for place in self.townships if place.code not in _REPLAYED]
        chosen = dice(self.seed, "stores").sample(others, TOWNSHIP_STORES - len(replayed))
        townships = sorted((*replayed, *chosen), key=lambda place: place.code)
        return [self._store(place) for place in (self.prefecture, *self.counties, *townships)]

    def _store(self, home: places.Division) -> readiness.NewStore:
        is_township = home.level is places.RegionLevel.TOWNSHIP
        chance = dice(self.seed, "store", home.code)
        longitude, latitude = near(chance, home.longitude, home.latitude, _SPREAD)
        return readiness.NewStore(
            id=store_id(home.code),
            code=f"{home.code}-W",
            name=phrase("store_township" if is_township else "store", place=home.name),
            region=home.code,
            longitude=longitude,
            latitude=latitude,
            keeper_id=self._person(home.code, "B" if is_township else "keeper"),
        )

    def stock(self, stores: Sequence[readiness.NewStore]) -> Iterable[readiness.OpeningStock]:
        """Yield what each store holds: the lower its level, the fewer items and the less of each."""
        today = clock.in_china(clock.now()).date()
        for store in stores:
            chance = dice(self.seed, "stock", store.region)
            share = {4: 1.0, 6: 0.25}.get(len(store.region), 0.02)
            for item, whole in self.table["stock"].items():
                floor = round(whole * share)
                if floor:
                    held = round(floor * chance.uniform(0.8, 1.6))
                    for quantity, lot in supplies.batches(item, held, today):
                        yield readiness.OpeningStock(
                            store_id=store.id,
                            item=item,
                            quantity=quantity,
                            floor=Decimal(floor),
                            ceiling=Decimal(floor * 2),
                            lot=lot,
                        )

    def shelters(self) -> list[readiness.NewShelter]:
        """Return a shelter of every county and township."""
        return [self._shelter(place) for place in (*self.counties, *self.townships)]

    def _shelter(self, home: places.Division) -> readiness.NewShelter:
        chance = dice(self.seed, "shelter", home.code)
        is_county = home.level is places.RegionLevel.COUNTY
        kind = "mid" if is_county else chance.choice(("emergency", "short", "short"))
        area = float(chance.randrange(9000, 24000, 500) if is_county else chance.randrange(1200, 5000, 100))
        longitude, latitude = near(chance, home.longitude, home.latitude, _SPREAD)
        place = "county" if is_county else chance.choice(("school", "square"))
        return readiness.NewShelter(
            id=shelter_id(home.code),
            code=f"{home.code}-S",
            name=phrase(f"shelter_{place}", place=home.name),
            kind=kind,
            region=home.code,
            longitude=longitude,
            latitude=latitude,
            capacity=int(area / load_table("anlan.readiness", "shelters")[kind]["area_per_person"]),
            area=area,
            is_indoor=kind != "emergency",
            has_power=chance.random() < 0.9,
            has_medical=is_county,
            keeper_id=self._person(home.code, "keeper" if is_county else "B"),
            owner_id=organisation_id(home.code, "em_bureau" if is_county else "government"),
            details={"site": "gymnasium" if is_county else place, "exits": chance.randrange(2, 5)},
            confirmed_at=self.confirmed_at,
        )

    def _person(self, region: str, key: str) -> UUID | None:
        found = person_id(region, key)
        return found if found in self.known else None


def _shares(chance: Random, total: int, parts: int) -> list[int]:
    """Return ``parts`` whole numbers of about the same size that sum to ``total``."""
    weights = [chance.uniform(0.6, 1.4) for _ in range(parts)]
    shares = [round(total * weight / sum(weights)) for weight in weights]
    shares[0] += total - sum(shares)
    return shares
