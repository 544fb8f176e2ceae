"""Invented chemical firms of Liangshan with their major hazards, in the numbers of its plan."""

from typing import Any, Final

from anlan.config.demo.seeded import dice, near, phrase, seeded_id
from anlan.config.progress import Progress
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM
from anlan.places import api as places
from anlan.support.tables import load_table

REGION = "5134"
FIRMS: Final = 12
MAJOR_HAZARDS: Final = 18
_NEARNESS: Final = 0.008


def load(seed: int, progress: Progress) -> None:
    """Invent firms, each in another township, and their major hazards."""
    townships = places.descendants(REGION, places.RegionLevel.TOWNSHIP)
    firms, hazards = _firms(seed, townships)
    enterprises.register_enterprises(firms, actor=SYSTEM, is_demo=True)
    progress("major hazards", enterprises.register_major_hazards(hazards, actor=SYSTEM, is_demo=True), len(hazards))


def remove() -> None:
    """Remove what was invented."""
    enterprises.remove_demonstration(actor=SYSTEM)


def _firms(
    seed: int, townships: tuple[places.Division, ...]
) -> tuple[list[enterprises.NewEnterprise], list[enterprises.NewMajorHazard]]:
    """Return the firms, each in another township, and their major hazards: the first firms have two."""
    chosen = dice(seed, "firms").sample(townships, FIRMS)
    firms = [_firm(seed, number, township) for number, township in enumerate(chosen, 1)]
    owners = [firms[number % FIRMS] for number in range(MAJOR_HAZARDS)]
    return firms, [_hazard(seed, number, firm) for number, firm in enumerate(owners, 1)]


def _firm(seed: int, number: int, township: places.Division) -> enterprises.NewEnterprise:
    chance = dice(seed, "firm", number)
    longitude, latitude = near(chance, township.longitude, township.latitude, 2 * _NEARNESS)
    return enterprises.NewEnterprise(
        id=seeded_id("firm", number),
        code=f"{township.code[:6]}-E{number:02}",
        name=phrase("firm", number=number),
        industry="chemicals",
        region=township.code,
        longitude=longitude,
        latitude=latitude,
        staff=chance.randint(40, 600),
    )


def _hazard(seed: int, number: int, firm: enterprises.NewEnterprise) -> enterprises.NewMajorHazard:
    """Return a major hazard: R = alpha * beta * q / Q by GB 18218-2018."""
    chance = dice(seed, "major hazard", number)
    substance: dict[str, Any] = chance.choice(load_table("anlan.config.demo", "words")["substances"])
    critical = float(substance["critical"])
    quantity = round(critical * chance.uniform(1.1, 12), 1)
    alpha = chance.choice((0.5, 1.0, 1.2, 1.5, 2.0))
    longitude, latitude = near(chance, firm.longitude, firm.latitude, 0.001)
    return enterprises.NewMajorHazard(
        id=seeded_id("major hazard", number),
        enterprise_id=firm.id,
        code=f"{firm.code}-H{number:02}",
        name=phrase("tank_farm", name=substance["name"]),
        region=firm.region,
        longitude=longitude,
        latitude=latitude,
        substance=substance["name"],
        quantity=quantity,
        critical_quantity=critical,
        r_value=round(alpha * substance["beta"] * quantity / critical, 1),
    )
