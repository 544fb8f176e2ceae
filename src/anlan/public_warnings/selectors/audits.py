"""Questions about what the auditor of calls found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.public_warnings.models import AuditFinding
from anlan.support import rights

AUDIT_PAGE = 50
AUDITOR = "auditor"
_RIGHT = "public_warnings.see_calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing that is or was wrong with the calls of a warning."""

    id: UUID
    warning_id: UUID
    headline: str
    region: str
    flaw: str
    about: str
    since: datetime
    found_at: datetime
    settled_at: datetime | None
    is_exercise: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of findings and how many match in all."""

    rows: tuple[AuditRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What to show: ``show`` is ``open``, ``settled`` or empty for both."""

    show: str = "open"
    flaw: str = ""
    warning_id: UUID | None = None


def audit_findings(actor: Actor, wanted: AuditFilter, *, page: int = 1) -> AuditPage:
    """Return what the auditor found in the actor's regions, what stands and is newest first."""
    found = AuditFinding.objects.filter(rights.within(actor, _RIGHT))
    if wanted.show in ("open", "settled"):
        found = found.filter(settled_at__isnull=wanted.show == "open")
    if wanted.flaw:
        found = found.filter(flaw=wanted.flaw)
    if wanted.warning_id:
        found = found.filter(warning_id=wanted.warning_id)
    start = (max(page, 1) - 1) * AUDIT_PAGE
    rows = found.select_related("transmission").defer("transmission__cap_xml", "transmission__area")
    ordered = rows.order_by("-found_at", "region", "id")[start : start + AUDIT_PAGE]
    return AuditPage(tuple(_row(row) for row in ordered), found.count())


def open_audit_count(actor: Actor) -> int:
    """Return how much is wrong now with calls in the actor's regions."""
    return AuditFinding.objects.filter(rights.within(actor, _RIGHT), settled_at=None).count()


def _row(row: AuditFinding) -> AuditRow:
    return AuditRow(headline=row.transmission.headline, **{name: getattr(row, name) for name in _COPIED})


_COPIED = ("id", "warning_id", "region", "flaw", "about", "since", "found_at", "settled_at", "is_exercise")
