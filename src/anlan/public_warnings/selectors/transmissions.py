"""Questions about what was sent: for the platform's pages by scope, for the public without one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.languages import Translation, translations_in
from anlan.public_warnings.domain.signing import Signature
from anlan.public_warnings.models import Transmission
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRegion:
    """A region of a transmission as it was named and counted then."""

    code: str
    name: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionRow:
    """What was sent, complete."""

    id: UUID
    warning_id: UUID
    identifier: str
    references: str
    region: str
    issuer: str
    message_kind: MessageKind
    event_code: str
    event_name: str
    level: Level
    headline: str
    description: str
    instruction: str
    translations: tuple[Translation, ...]
    regions: tuple[SentRegion, ...]
    area: dict[str, Any]
    area_error_m: int
    population: int
    channels: tuple[tuple[str, str], ...]
    effective: datetime
    expires: datetime
    author_name: str
    signer_name: str
    signed_at: datetime | None
    approver_name: str
    signatures: tuple[Signature, ...]
    xml_signature: dict[str, str]
    sent_at: datetime
    is_exercise: bool
    is_retraction: bool
    seal: str
    cap_xml: bytes
    is_over: bool
    replaced_by: UUID | None

    def holds_at(self, now: datetime) -> bool:
        """Tell whether the warning is in force."""
        return not self.is_over and self.message_kind is not MessageKind.CANCEL and now < self.expires


def transmission(actor: Actor, warning_id: UUID) -> TransmissionRow:
    """Return what was sent for a warning, or refuse as if there were nothing."""
    row = Transmission.objects.filter(warning_id=warning_id).first()
    if row is None:
        raise NotFound(what="transmission")
    rights.require_visible(actor, "public_warnings.see", row.region, what="transmission")
    return _rows([row])[0]


def _rows(found: Any) -> tuple[TransmissionRow, ...]:
    rows = list(found)
    followers = dict(
        Transmission.objects.filter(replaces_id__in=[row.warning_id for row in rows]).values_list(
            "replaces_id", "warning_id"
        )
    )
    return tuple(_row(row, followers.get(row.warning_id)) for row in rows)


def _row(row: Transmission, follower: UUID | None) -> TransmissionRow:
    return TransmissionRow(
        message_kind=MessageKind(row.message_kind),
        level=Level(row.level),
        translations=translations_in(row.translations),
        regions=tuple(SentRegion(**each) for each in row.regions),
        channels=tuple((each["key"], each["name"]) for each in row.channels),
        signatures=tuple(msgspec.convert(each, Signature) for each in row.signatures),
        cap_xml=bytes(row.cap_xml),
        is_over=follower is not None,
        replaced_by=follower,
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("id", "warning_id", "identifier", "references", "region", "issuer", "event_code", "event_name", "headline")
_COPIED += ("description", "instruction", "area", "area_error_m", "population", "effective", "expires", "author_name")
_COPIED += ("signer_name", "signed_at", "approver_name", "sent_at", "is_exercise", "is_retraction", "seal")
_COPIED += ("xml_signature",)
