"""What a person makes of a partner's message: a draft of his own unit, or set aside. Nothing is ever issued here."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within
from anlan.protocols.cap12.message import Alert, MessageType, Scope, Status
from anlan.protocols.cap12.verdict import judge
from anlan.public_warnings.domain.receiving import LONGEST_REASON, AlreadyDecided, NotForDrafting, ReceivedState
from anlan.public_warnings.domain.states import WarningState
from anlan.public_warnings.events import PartnerMessageDecided
from anlan.public_warnings.models import PublicWarning, ReceivedMessage
from anlan.public_warnings.selectors.kinds import on_channels
from anlan.public_warnings.selectors.received import content_of_received
from anlan.public_warnings.services.drafting import NewDraft, draft_warning
from anlan.public_warnings.services.following import lift_warning, update_warning
from anlan.support import journal, rights

_DRAFT: Final = "public_warnings.draft"
_SEE: Final = "public_warnings.see"


@transaction.atomic
def draft_of_received(
    *, message_id: UUID, kind: str = "", level: Level = Level.NONE, actor: Actor, now: datetime
) -> UUID:
    """Make a draft of a partner's message for a person's own unit; return the warning's id.

    An update or a cancel of a message whose draft of ours is in force becomes its follower. The draft needs the same
    signatures as any other.
    """
    row = _waiting(message_id, actor)
    alert = _alert(row)
    region = _own_region(actor, row.region)
    standing = _standing(row)
    if standing is not None and row.message_type == MessageType.CANCEL:
        reason = f"{row.headline} ({row.identifier})"[:LONGEST_REASON]
        warning_id = lift_warning(warning_id=standing, reason=reason, actor=actor, now=now)
    elif row.message_type not in {MessageType.ALERT, MessageType.UPDATE}:
        raise NotForDrafting(rule="alert_or_update")
    else:
        is_exercise = row.status == Status.EXERCISE
        content = content_of_received(alert, region=region, now=now, kind=kind, level=level)
        content = on_channels(content, is_exercise=is_exercise)
        if standing is not None:
            warning_id = update_warning(warning_id=standing, content=content, actor=actor, now=now)
        else:
            draft = NewDraft(region=region, content=content, is_exercise=is_exercise)
            warning_id = draft_warning(draft=draft, actor=actor, now=now)
    row.draft_id = warning_id
    _decide(row, ReceivedState.DRAFTED, actor, now)
    return warning_id


@transaction.atomic
def set_aside(*, message_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Decide that a partner's message leads to nothing here, and why."""
    row = _waiting(message_id, actor)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise InvalidValue(field="reason", value=reason[:20], rule=f"1_to_{LONGEST_REASON}_characters")
    row.reason = reason.strip()
    _decide(row, ReceivedState.SET_ASIDE, actor, now)


def _waiting(message_id: UUID, actor: Actor) -> ReceivedMessage:
    row = ReceivedMessage.objects.select_for_update().filter(rights.within(actor, _SEE), id=message_id).first()
    if row is None:
        raise NotFound(what="received message", id=str(message_id))
    _own_region(actor, row.region)
    if row.state != ReceivedState.WAITING:
        raise AlreadyDecided(by=row.decided_by)
    return row


def _alert(row: ReceivedMessage) -> Alert:
    """Return the message as it came; refuse one that was never meant for the public here."""
    if row.scope != Scope.PUBLIC:
        raise NotForDrafting(rule="scope_public")
    if row.status not in {Status.ACTUAL, Status.EXERCISE}:
        raise NotForDrafting(rule="actual_or_exercise")
    alert = judge(bytes(row.cap_xml)).alert
    if alert is None:
        raise NotForDrafting(rule="valid_message")
    return alert


def _own_region(actor: Actor, region: str) -> str:
    """Return the region for which the person drafts: the message's, or his own within it."""
    held = rights.regions_of(actor, _DRAFT)
    if any(lies_within(region, each) for each in held):
        return region
    below = next((each for each in held if lies_within(each, region)), "")
    if not below:
        rights.require(actor, _DRAFT, region)
    return below


def _standing(row: ReceivedMessage) -> UUID | None:
    """Return the warning of ours in force that an earlier message of the same matter led to."""
    earlier = row.earlier
    while earlier is not None and earlier.draft_id is None:
        earlier = earlier.earlier
    if earlier is None:
        return None
    found = PublicWarning.objects.filter(id=earlier.draft_id, state=WarningState.ISSUED)
    return found.values_list("id", flat=True).first()


def _decide(row: ReceivedMessage, state: ReceivedState, actor: Actor, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.name, now
    row.save(update_fields=["state", "decided_by", "decided_at", "draft_id", "reason"])
    event = PartnerMessageDecided(
        subject=f"received:{row.id}",
        region=row.region,
        exercise=row.status != Status.ACTUAL,
        message_id=row.id,
        headline=row.headline,
        warning_id=row.draft_id,
        reason=row.reason,
    )
    journal.announce(event, actor=actor, now=now)
