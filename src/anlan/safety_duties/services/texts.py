"""What acts read strictly, and what every event of a list says."""

from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.safety_duties.models import DutyList
from anlan.safety_duties.selectors.scope import require_seen
from anlan.support import rights


def checked_text(field: str, text: str, *, most: int = 500, least: int = 1) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not least <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:most], rule=f"{least}_to_{most}_characters")
    return text


def checked_number(field: str, value: int, least: int, most: int) -> int:
    """Return a whole number within its bounds, or refuse it."""
    if not least <= value <= most:
        raise InvalidValue(field=field, value=str(value)[:20], rule=f"{least}_to_{most}")
    return value


def locked(list_id: UUID, actor: Actor, right: str = "") -> DutyList:
    """Return a list with its row locked, for somebody who sees it and holds ``right`` there."""
    row = require_seen(actor, DutyList.objects.select_for_update().filter(id=list_id).first())
    if right:
        rights.require(actor, right, row.region)
    return row


def about(row: DutyList) -> dict[str, object]:
    """Return what every event of a list says."""
    return {
        "subject": f"duty_list:{row.id}",
        "region": row.region,
        "list_id": row.id,
        "holder": row.holder,
        "year": row.year,
    }
