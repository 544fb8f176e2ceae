"""What people brought, and who was told of an alarm when: only what is known, nothing supposed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anlan.alarms.domain.evidence import EvidenceKind
from anlan.alarms.models import AlarmEvidence, AlarmSeen
from anlan.alarms.selectors.alarms import alarm
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A piece of evidence as pages show it."""

    id: UUID
    kind: EvidenceKind
    text: str
    url: str
    person: str
    phone_masked: str
    media_type: str
    size: int
    width: int
    height: int
    digest: str
    happened_at: datetime
    given_by: str
    given_at: datetime

    @property
    def is_link(self) -> bool:
        """Tell whether a browser can open the camera's address."""
        return self.url.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of who knew of the alarm when; ``how`` is seen, taken, verified, dismissed or closed."""

    at: datetime
    who: str
    how: str


def evidence_of(actor: Actor, alarm_id: UUID) -> tuple[EvidenceRow, ...]:
    """Return what was brought for an alarm, oldest first."""
    seen = alarm(actor, alarm_id)
    rows = AlarmEvidence.objects.filter(alarm_id=seen.id).order_by("given_at", "id")
    names = [name for name in EvidenceRow.__slots__ if name != "kind"]
    return tuple(
        EvidenceRow(kind=EvidenceKind(row.kind), **{name: getattr(row, name) for name in names}) for row in rows
    )


def picture(actor: Actor, evidence_id: UUID) -> tuple[bytes, str]:
    """Return a picture's bytes and media type, or refuse as if there were none."""
    row = AlarmEvidence.objects.filter(id=evidence_id, kind=EvidenceKind.PHOTO).select_related("alarm").first()
    if row is None:
        raise NotFound(what="picture")
    rights.require_visible(actor, "alarms.see", row.alarm.region, what="picture")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def told(actor: Actor, alarm_id: UUID) -> tuple[Told, ...]:
    """Return who had the alarm on the own screen and who acted on it, in the order of time."""
    row = alarm(actor, alarm_id)
    facts = [Told(at, who, "seen") for at, who in _seen(row.id)]
    acts = [(row.taken_at, row.taken_by, "taken"), (row.verified_at, row.verified_by, "verified")]
    if not row.is_open:
        acts.append((row.state_at, row.state_by, row.state.value))
    facts += [Told(at, who, how) for at, who, how in acts if at]
    return tuple(sorted(facts, key=lambda fact: fact.at))


def _seen(alarm_id: UUID) -> list[tuple[datetime, str]]:
    rows = AlarmSeen.objects.filter(alarm_id=alarm_id).order_by("seen_at", "id")
    return list(rows.values_list("seen_at", "actor_name"))
