"""Finding that the same hidden danger came again at the same object: linked, explained, and weighing more."""

from datetime import datetime, timedelta

from anlan.dangers.domain.dangers import pairs_of
from anlan.dangers.domain.likeness import Likeness, Trait, likeness_of, weight_of
from anlan.dangers.domain.states import DangerState, Grade
from anlan.dangers.events import DangerRecurred
from anlan.dangers.models import Danger
from anlan.dangers.selectors import rules
from anlan.dangers.services.steps import keep, tell
from anlan.kernel.actors import Actor

_MOST_COMPARED = 200


def find_earlier(danger: Danger, actor: Actor, now: datetime) -> None:
    """Link a hidden danger to the likest earlier one at its object, where there is one, and weigh it."""
    table = rules.recurrence()
    found = _likest(danger)
    if found is None or found[0].id == danger.repeats_id:
        weigh(danger)
        return
    earlier, likeness = found
    danger.repeats_id, danger.recurrences = earlier.id, earlier.recurrences + 1
    danger.repeat_grounds = [ground.as_row for ground in likeness.grounds]
    is_major = danger.grade == Grade.MAJOR
    danger.weight = weight_of(is_major=is_major, recurrences=danger.recurrences, table=table)
    danger.save(update_fields=["repeats", "recurrences", "repeat_grounds", "weight"])
    times = danger.recurrences + 1
    keep(danger, "recur", actor, now, number=earlier.number, times=times)
    more = {"earlier_id": earlier.id, "earlier_number": earlier.number, "times": times}
    tell(DangerRecurred, danger, actor, now, **more)


def weigh(danger: Danger) -> None:
    """Weigh a hidden danger by its grade and by how often it came again."""
    is_major = danger.grade == Grade.MAJOR
    danger.weight = weight_of(is_major=is_major, recurrences=danger.recurrences, table=rules.recurrence())
    danger.save(update_fields=["weight"])


def _likest(danger: Danger) -> tuple[Danger, Likeness] | None:
    if danger.object_id is None:
        return None
    table = rules.recurrence()
    since = danger.found_at - timedelta(days=table["within_days"])
    rows = Danger.objects.filter(object_id=danger.object_id, found_at__gte=since, found_at__lte=danger.found_at)
    rows = rows.exclude(id=danger.id).exclude(state=DangerState.DISMISSED.value).order_by("-found_at", "-id")
    own, best = _trait(danger), None
    for row in rows[:_MOST_COMPARED]:
        likeness = likeness_of(own, _trait(row), table)
        if likeness and (best is None or likeness.points > best[1].points):
            best = (row, likeness)
    return best


def _trait(row: Danger) -> Trait:
    return Trait(
        pairs=pairs_of(row.title),
        clause=row.clause,
        location=(row.location.x, row.location.y) if row.location else None,
        place_text=row.place_text,
    )
