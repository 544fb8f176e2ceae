"""An item of an enterprise's own check fails -> it stands in the register of hidden dangers, once."""

from datetime import datetime
from uuid import uuid5

from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor

ON = enterprises.SelfCheckFailed


def run(event: enterprises.SelfCheckFailed, *, actor: Actor, now: datetime) -> None:
    """Register it at the enterprise, as found by itself."""
    new = dangers.NewDanger(
        title=event.text[:120],
        text=event.note,
        region=event.region,
        source=dangers.Source.SELF,
        source_id=f"self-check:{uuid5(event.check_id, event.item)}",
        object_kind=dangers.ObjectKind.ENTERPRISE,
        object_id=event.enterprise_id,
        location=(event.longitude, event.latitude),
        place_text=event.place[:200],
        found_at=event.found_at,
    )
    dangers.register_danger(new, actor, now)
