"""Invented units of the invented chemical firms, with what they hold; by the room's own acts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from anlan.config.demo.enterprises import REGION
from anlan.config.demo.seeded import dice, near, phrase
from anlan.config.progress import Progress
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.major_hazards import api as hazards
from anlan.support.tables import load_table

MAJOR: Final = 18
UNITS: Final = MAJOR + 2
_PEOPLE: Final = (0, 12, 34, 66, 140)


def load(seed: int, progress: Progress) -> None:
    """Invent units, two for the first firms, some without people, identification or filing."""
    wanted = enterprises.EnterpriseFilter(industry="chemicals", region=REGION, sort="code")
    firms = [each for each in enterprises.enterprises(SYSTEM, wanted) if each.is_demo]
    remove()
    made = [_unit(seed, number, firms[number % len(firms)]) for number in range(UNITS)] if firms else []
    sites = list(_sites())
    hazards.mark_demonstration(unit_ids=made, site_ids=sites, actor=SYSTEM)
    hazards.judge_sites(actor=SYSTEM, now=clock.now())
    progress("units of major hazards", len(made), len(made))
    progress("sites of special trades", len(sites), len(sites))


def remove() -> None:
    """Remove what was invented."""
    hazards.remove_demonstration(actor=SYSTEM)


def _sites() -> Iterator[UUID]:
    """Register a site for each invented firm of a special trade, and let some have been inspected."""
    kinds = {"mine": "coal_mine"}
    wanted = enterprises.EnterpriseFilter(region=REGION, sort="code")
    for number, firm in enumerate(each for each in enterprises.enterprises(SYSTEM, wanted) if each.is_demo):
        kind = hazards.trade_kinds().get(kinds.get(firm.industry, firm.industry))
        if kind is None:
            continue
        fields = {each.key: each.choices[number % len(each.choices)] for each in kind.fields if each.choices}
        new = hazards.NewTradeSite(enterprise_id=firm.id, kind=kind.key, name=f"{kind.name}{number:02}", fields=fields)
        yield hazards.register_site(new=new, actor=SYSTEM, now=clock.now())
        if number % 3:
            now = clock.now()
            hazards.note_inspection(enterprise_id=firm.id, on=clock.in_china(now).date(), now=now)


def _unit(seed: int, number: int, firm: enterprises.Enterprise) -> Any:
    chance = dice(seed, "unit", number)
    substance: dict[str, Any] = chance.choice(load_table("anlan.config.demo", "words")["substances"])
    new = hazards.NewUnit(
        enterprise_id=firm.id,
        code=f"{firm.code[:30]}-U{number:02}",
        name=phrase("tank_farm", name=substance["name"]),
        kind=hazards.UnitKind.STORAGE if number % 3 else hazards.UnitKind.PRODUCTION,
        location=near(chance, firm.longitude, firm.latitude, 0.001),
        people=None if number == 7 else chance.choice(_PEOPLE),
    )
    unit_id = hazards.register_unit(new=new, actor=SYSTEM, now=clock.now())
    times = 0.6 if number >= MAJOR else chance.uniform(1.1, 12)
    quantity = round(float(substance["critical"]) * times, 1)
    held = hazards.NewStock(substance=substance["name"], quantity=str(quantity))
    hazards.add_stock(unit_id=unit_id, new=held, actor=SYSTEM, now=clock.now())
    if number < MAJOR and number % 4:
        identified = clock.in_china(clock.now()).date() - timedelta(days=chance.randint(20, 1200))
        hazards.record_identification(unit_id=unit_id, on=identified, actor=SYSTEM, now=clock.now())
        if number % 4 > 1:
            filed = hazards.record_filing
            filed(unit_id=unit_id, on=identified, number=f"DEMO-{number:03}", actor=SYSTEM, now=clock.now())
    return unit_id
