"""Runs for the one map: the newest of each kind that found something with a place."""

from anlan.analysis.domain.states import RunState
from anlan.analysis.kinds.registry import kinds
from anlan.analysis.selectors.runs import RunRow, rows_of
from anlan.analysis.selectors.scope import visible
from anlan.kernel.actors import Actor


def newest_of_kinds(actor: Actor) -> tuple[RunRow, ...]:
    """Return the newest run of each kind that lies on the map, in earnest and of an exercise, as the actor sees them.

    Each is found by the index of its kind, whatever stands in the list; the newest stands first.
    """
    seen = visible(actor).filter(state=RunState.DONE.value, box__isnull=False).order_by("-asked_at", "-id")
    each = [seen.filter(kind=word, is_exercise=mark).values("id")[:1] for word in kinds() for mark in (False, True)]
    ids = each[0].union(*each[1:], all=True).values_list("id", flat=True)
    return rows_of(seen.filter(id__in=list(ids)).defer("result"))
