"""A penalty is served, or revoked, whose case came of a tip-off -> the fine is noted there, for the reward."""

from datetime import datetime
from uuid import UUID

from anlan.enforcement import api as enforcement
from anlan.intake import api as intake
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.supervision import api as supervision

ON = enforcement.CaseMoved


def run(event: enforcement.CaseMoved, *, actor: Actor, now: datetime) -> None:
    """Note what the case brought where it, or the inspection before it, came of a matter."""
    if event.state not in {enforcement.CaseState.SERVED, enforcement.CaseState.REVOKED}:
        return
    case = enforcement.case(actor, event.case_id)
    matter_id = _matter_of(case, actor)
    if matter_id is None or (event.state == enforcement.CaseState.SERVED and not case.fine):
        return
    fine = case.fine if event.state == enforcement.CaseState.SERVED else None
    intake.note_fine(matter_id=matter_id, case_id=case.id, fine=fine, actor=actor, now=now)


def _matter_of(case: enforcement.CaseRow, actor: Actor) -> UUID | None:
    found = _as_id(case.source_id)
    if case.source == "inspection" and found is not None:
        try:
            visit = supervision.inspection(actor, found).row
        except NotFound:
            return None
        return visit.source_id if visit.kind == supervision.InspectionKind.TIP_OFF else None
    return found if case.source == "tip_off" else None


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
