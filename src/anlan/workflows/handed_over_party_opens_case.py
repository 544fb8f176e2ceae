"""An accident report proposes a penalty and it is handed over -> a case of enforcement is opened in that name."""

from datetime import datetime
from uuid import uuid5

from anlan.enforcement import api as enforcement
from anlan.investigations import api as investigations
from anlan.kernel.actors import Actor

ON = investigations.PartyHandedOver


def run(event: investigations.PartyHandedOver, *, actor: Actor, now: datetime) -> None:
    """Take the proposal as the clue of a case, once."""
    if event.treatment != "penalty":
        return
    found = investigations.case_of_party(actor, event.party_id)
    new = enforcement.NewCase(
        region=found.region,
        title=found.title,
        party_kind=found.party_kind,
        party_name=found.party_name,
        party_code=found.party_code,
        clue=found.facts[:5000],
        ended_at=found.happened_at,
        found_at=found.found_at,
        officers=found.officers,
        object_id=found.object_id,
        source="incident",
        source_id=found.source_id,
        has_harm=found.has_harm,
        token=uuid5(event.party_id, "case"),
    )
    case_id = enforcement.open_case(new=new, actor=actor, now=now)
    investigations.note_case(party_id=event.party_id, case_id=case_id, actor=actor)
