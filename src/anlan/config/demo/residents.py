"""Some two thousand households of the county of the replayed night, and the devices of the prefecture, all invented."""

from itertools import count
from typing import Any, Final
from uuid import UUID

from anlan.config.demo.people import REGION
from anlan.config.demo.seeded import dice, near, person_name, phone, phrase, seeded_id, words
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.kernel.regions import RegionLevel, parent_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_FIRST_PHONE: Final = 1_000_000
"""Residents' phones begin here, those of the directory below."""


def load(seed: int, progress: Progress) -> None:
    """Put households, residents and devices in, replacing what was put in before."""
    registry = _Writer(seed).registry()
    people.put_demonstration_registry(registry=registry, actor=SYSTEM)
    progress("households", len(registry.households), len(registry.households))


def remove() -> None:
    """Take them out."""
    people.remove_demonstration_registry(actor=SYSTEM)


class _Writer:
    """Invents the registry in one pass; phones are numbered in the order of villages."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.table: dict[str, Any] = load_table("anlan.config.demo", "residents")
        self.phones = count(_FIRST_PHONE)
        self.households: list[tuple[UUID, people.HouseholdDetails]] = []
        self.residents: list[people.ResidentRecord] = []
        self.devices: list[tuple[UUID, people.DeviceDetails]] = []

    def registry(self) -> people.Registry:
        """Return the whole registry."""
        villages = places.descendants(COUNTY, RegionLevel.VILLAGE)
        share = self.table["households"] / max(len(villages), 1)
        for village in villages:
            for number in range(round(share * dice(self.seed, "homes", village.code).uniform(0.6, 1.4))):
                self._household(village, number + 1)
        for township in places.descendants(COUNTY, RegionLevel.TOWNSHIP):
            self._exercise_roster(township)
        for place in (*places.descendants(REGION, RegionLevel.TOWNSHIP), *villages):
            self._loudspeaker(place)
        return people.Registry(
            households=tuple(self.households), residents=tuple(self.residents), devices=tuple(self.devices)
        )

    def _household(self, village: places.Division, number: int) -> None:
        chance = dice(self.seed, "household", village.code, number)
        longitude, latitude = near(chance, village.longitude, village.latitude, self.table["spread_degrees"])
        household_id, persons = seeded_id("household", village.code, number), chance.randint(1, 6)
        is_first = chance.random() < self.table["share_to_move_first"]
        names = [person_name(chance) for _ in range(persons)]
        details = people.HouseholdDetails(
            region=village.code,
            code=f"{village.code}{number:04d}",
            head_name=names[0],
            persons=persons,
            address=phrase("household", place=phrase("short", name=village.name), number=number),
            longitude=longitude,
            latitude=latitude,
            hazard=chance.choice(words("household_hazards")) if is_first else "",
            is_to_move_first=is_first,
        )
        self.households.append((household_id, details))
        for place, name in enumerate(names):
            self._resident(chance, name, details, household_id, place)

    def _resident(
        self, chance: Any, name: str, details: people.HouseholdDetails, household_id: UUID, place: int
    ) -> None:
        has_phone = place == 0 or chance.random() < self.table["share_with_phone"]
        does = place == 0 and chance.random() < self.table["share_with_task"]
        self.residents.append(
            people.ResidentRecord(
                id=seeded_id("resident", household_id, place),
                household_id=household_id,
                region=details.region,
                longitude=details.longitude,
                latitude=details.latitude,
                details=people.ResidentDetails(
                    name=name,
                    phone=phone(next(self.phones)) if has_phone else "",
                    language="ii-CN" if chance.random() < self.table["share_of_yi"] else "zh-CN",
                    channels=("voice", "sms") if chance.random() < self.table["share_called_first"] else (),
                    duties=(chance.choice(tuple(people.labels("task"))),) if does else (),
                ),
            )
        )

    def _exercise_roster(self, township: places.Division) -> None:
        """Write those whom only exercises reach, three for every township."""
        for number in range(1, 4):
            chance = dice(self.seed, "exercise", township.code, number)
            details = people.ResidentDetails(
                name=phrase("exercise_resident", number=number), phone=phone(next(self.phones)), is_exercise=True
            )
            longitude, latitude = near(chance, township.longitude, township.latitude, self.table["spread_degrees"])
            self.residents.append(
                people.ResidentRecord(
                    id=seeded_id("exercise", township.code, number),
                    household_id=None,
                    region=township.code,
                    longitude=longitude,
                    latitude=latitude,
                    details=details,
                )
            )

    def _loudspeaker(self, place: places.Division) -> None:
        is_township = len(place.code) == len(COUNTY) + 3
        above = places.name(parent_of(place.code))
        details = people.DeviceDetails(
            code=f"S{place.code}",
            name=phrase("loudspeaker", place=place.name if is_township else f"{above}{place.name}"),
            kind="loudspeaker",
            address=f"speakers/{place.code}",
            region=place.code,
            longitude=place.longitude,
            latitude=place.latitude,
            reach_m=self.table["township_reach_m" if is_township else "village_reach_m"],
            languages=("zh-CN", "ii-CN") if is_township else ("zh-CN",),
        )
        self.devices.append((seeded_id("device", details.code), details))
