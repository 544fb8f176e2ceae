"""What the form of a new case begins with: an inspection's result, or an enterprise."""

from typing import Any
from uuid import UUID

from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.supervision import api as supervision


def from_inspection(actor: Actor, inspection_id: UUID) -> dict[str, Any]:
    """Return the fields that an inspection fills: object, findings, officers, and when it was recorded."""
    file = supervision.inspection(actor, inspection_id)
    row = file.row
    known = (
        from_enterprise(actor, row.object_id) if row.object_kind == "enterprise" else {"party_name": row.object_name}
    )
    return {
        **known,
        "source": "inspection",
        "source_id": str(row.id),
        "region": known.get("region", row.region),
        "title": file.findings[0].text[:120] if file.findings else "",
        "clue": "\n".join(each.text for each in file.findings),
        "found_at": row.recorded_at,
        "officers": [(each.name, each.certificate) for each in row.officers],
    }


def from_enterprise(actor: Actor, enterprise_id: UUID) -> dict[str, Any]:
    """Return the fields that an enterprise fills; none where the actor may not see it."""
    try:
        found = enterprises.enterprise(actor, enterprise_id)
    except NotFound:
        return {}
    return {
        "object_id": found.id,
        "region": found.region[:6],
        "party_name": found.name,
        "party_code": found.code,
        "party_address": found.address,
        "party_person": found.contact.name if found.contact else "",
    }
