"""Building units with stock by the room's own acts."""

from datetime import UTC, datetime
from itertools import count

from tests.factories.enterprises import build_enterprise

from anlan.kernel.actors import SYSTEM
from anlan.major_hazards import api

_numbers = count(1)
NOW = datetime(2026, 5, 1, 2, tzinfo=UTC)


def build_unit(*stock: tuple[str, str], people: int | None = 60, region: str = "513433106", **fields):
    """Return the id of a storage unit that holds these (substance, tonnes)."""
    firm = build_enterprise(region)
    new = api.NewUnit(
        enterprise_id=firm.id,
        code=f"U{next(_numbers):05}",
        name="tank farm",
        kind=api.UnitKind.STORAGE,
        people=people,
        **fields,
    )
    unit_id = api.register_unit(new=new, actor=SYSTEM, now=NOW)
    for substance, quantity in stock:
        held = api.NewStock(substance=substance, quantity=quantity)
        api.add_stock(unit_id=unit_id, new=held, actor=SYSTEM, now=NOW)
    return unit_id


def build_site_of_a_trade(region: str = "513433106", kind: str = "coal_mine", **fields):
    """Return the id of a coal mine, or of a site of another trade, of a firm of its own."""
    firm = build_enterprise(region)
    new = api.NewTradeSite(enterprise_id=firm.id, kind=kind, name="No. 1", fields=fields)
    return api.register_site(new=new, actor=SYSTEM, now=NOW)
