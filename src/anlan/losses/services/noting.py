"""Notes: what in an entry's figures strikes, kept with it until it is explained."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from anlan.kernel.actors import Actor
from anlan.losses.domain.notes import above_population, jumps, outliers
from anlan.losses.domain.states import EntryState
from anlan.losses.models import Entry, Figure, Note
from anlan.losses.selectors.tables import note_rules
from anlan.places import api as places


def note_what_strikes(
    entry: Entry, values: Mapping[str, Decimal], before: Mapping[str, Decimal], *, actor: Actor, now: datetime
) -> None:
    """Note jumps, outliers and counts above the population; the reason given with an entry explains its jumps."""
    rules = note_rules()
    found = [*jumps(before, values, rules), *outliers(_others(entry), values, rules)]
    found += above_population(values, places.persons_in(entry.region), rules)
    Note.objects.bulk_create(
        Note(
            entry=entry,
            rule=each.rule,
            indicator=each.indicator,
            value=each.value,
            against=each.against,
            **(_explained(entry.reason, actor, now) if each.rule == "jump" and entry.reason else {}),
        )
        for each in found
    )


def _explained(text: str, actor: Actor, now: datetime) -> dict[str, object]:
    return {"explanation": text, "explained_by": actor.name, "explained_at": now}


def _others(entry: Entry) -> dict[str, list[Decimal]]:
    """Return what the other units of the same sort under the same receiver told, by indicator."""
    standing = (EntryState.SENT.value, EntryState.ASKED.value, EntryState.ACCEPTED.value)
    rows = Figure.objects.filter(
        entry__survey=entry.survey, entry__receiver=entry.receiver, entry__sort=entry.sort, entry__state__in=standing
    ).exclude(entry__region=entry.region)
    found: dict[str, list[Decimal]] = {}
    for indicator, value in rows.values_list("indicator", "value"):
        found.setdefault(indicator, []).append(value)
    return found
