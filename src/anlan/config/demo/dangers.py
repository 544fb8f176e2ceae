"""Invented hidden dangers at the demonstration's firms, in every state from found to written off."""

from datetime import datetime, timedelta
from typing import Final

from anlan.config.demo.seeded import dice
from anlan.config.progress import Progress
from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.support.tables import load_table

COUNT: Final = 60
_STATES: Final = (
    dangers.DangerState.FOUND,
    dangers.DangerState.REGISTERED,
    dangers.DangerState.ASSESSED,
    dangers.DangerState.RECTIFYING,
    dangers.DangerState.RECTIFYING,
    dangers.DangerState.APPLIED,
    dangers.DangerState.ACCEPTED,
    dangers.DangerState.CLOSED,
    dangers.DangerState.CLOSED,
    dangers.DangerState.CLOSED,
)


def load(seed: int, progress: Progress) -> None:
    """Invent hidden dangers over the last half year."""
    remove()
    firms = [*enterprises.enterprises(SYSTEM, enterprises.EnterpriseFilter(region="5134"))[:40]]
    if not firms:
        return
    now = clock.now()
    rows = [_row(seed, number, firms[number % len(firms)], now) for number in range(COUNT)]
    progress("hidden dangers", dangers.put_demonstration(rows=rows, actor=SYSTEM, now=now), COUNT)


def remove() -> None:
    """Take them out."""
    dangers.remove_demonstration(actor=SYSTEM)


def _row(seed: int, number: int, firm: enterprises.Enterprise, now: datetime) -> dangers.OpeningDanger:
    chance = dice(seed, "danger", number)
    told = chance.choice(load_table("anlan.config.demo", "dangers")["dangers"])
    state = _STATES[number % len(_STATES)]
    days = chance.randint(2, 9) if state is not dangers.DangerState.CLOSED else chance.randint(12, 180)
    new = dangers.NewDanger(
        title=told["title"],
        place_text=told["place"],
        trade=told["trade"],
        region=firm.region,
        source=chance.choice((dangers.Source.SELF, dangers.Source.INSPECTION, dangers.Source.EXPERT)),
        object_kind=dangers.ObjectKind.ENTERPRISE,
        object_id=firm.id,
        object_name=firm.name,
        location=(firm.longitude, firm.latitude),
        found_at=now - timedelta(days=days, hours=chance.randint(0, 9)),
    )
    is_overdue = state is dangers.DangerState.RECTIFYING and number % 3 == 0
    return dangers.OpeningDanger(new=new, state=state, is_overdue=is_overdue)
