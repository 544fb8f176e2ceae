"""A penalty is carried out whose case came of an accident report -> the report's proposal counts as carried out."""

from datetime import datetime

from anlan.enforcement import api as enforcement
from anlan.investigations import api as investigations
from anlan.kernel.actors import Actor

ON = enforcement.CaseMoved


def run(event: enforcement.CaseMoved, *, actor: Actor, now: datetime) -> None:
    """Enter how the case was carried out."""
    if event.state != enforcement.CaseState.EXECUTED:
        return
    found = enforcement.case(actor, event.case_id)
    investigations.note_case_result(case_id=event.case_id, result=found.execution, actor=actor, now=now)
