"""A count of winter and spring need in the demonstration county: figures of some villages, invented from the seed.

It belongs to no incident, so that the desk of a first start stays empty and no clock runs.
"""

import random
from datetime import timedelta

from anlan.config.demo.seeded import STARTS_AT
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.losses import api as losses
from anlan.places import api as places

COUNTY = "513433"
TABLE, YEAR = "winter_need", "2025"
TOWNSHIPS, VILLAGES = 5, 3


def load(seed: int, progress: Progress) -> None:
    """Open the count, let villages tell, and accept and send up most of it."""
    remove()
    chance = random.Random(seed)  # noqa: S311 - invented figures, no secrets
    townships = tuple(each.code for each in places.children(COUNTY))
    if not townships:
        return
    new = losses.NewSurvey(table=TABLE, region=COUNTY, period=YEAR, asked=townships)
    survey_id = losses.open_survey(new=new, actor=SYSTEM, now=STARTS_AT)
    losses.mark_demonstration(survey_id=survey_id, actor=SYSTEM)
    for number, township in enumerate(townships[:TOWNSHIPS]):
        for village in places.children(township)[:VILLAGES]:
            _tell(survey_id, village.code, chance, is_accepted=number < TOWNSHIPS - 1)
        if number < TOWNSHIPS - 1:
            at = STARTS_AT + timedelta(minutes=50)
            entry_id = losses.send_up(survey_id=survey_id, region=township, actor=SYSTEM, now=at)
            if number < TOWNSHIPS - 2:
                losses.accept_figures(entry_id=entry_id, actor=SYSTEM, now=at)
    progress("loss figures", TOWNSHIPS * VILLAGES, TOWNSHIPS * VILLAGES)


def remove() -> None:
    """Take the count out."""
    losses.remove_demonstration(actor=SYSTEM)


def _tell(survey_id: object, village: str, chance: random.Random, *, is_accepted: bool) -> None:
    people = chance.randint(20, 60)
    values = {
        "need_people": people,
        "need_households": people // 4,
        "need_grain_people": people // 2,
        "need_clothes_people": people // 3,
        "need_heating_people": people // 3,
        "need_fund": people / 100,
    }
    at = STARTS_AT + timedelta(minutes=chance.randint(5, 40))
    new = losses.NewEntry(survey_id=survey_id, region=village, values=values, as_of=at)
    entry_id = losses.enter_figures(new=new, actor=SYSTEM, now=at)
    if is_accepted:
        losses.accept_figures(entry_id=entry_id, actor=SYSTEM, now=at)
