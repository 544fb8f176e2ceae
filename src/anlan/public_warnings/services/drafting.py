"""Writing a warning: draft, edit, submit, withdraw."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.ids import new_id
from anlan.public_warnings.domain import area as areas
from anlan.public_warnings.domain.content import DraftContent, MessageKind, require_complete, tidy
from anlan.public_warnings.domain.errors import BadContent
from anlan.public_warnings.domain.sources import outline_of
from anlan.public_warnings.domain.states import WarningAct, WarningState, after
from anlan.public_warnings.events import WarningDrafted, WarningEdited, WarningSubmitted, WarningWithdrawn
from anlan.public_warnings.models import PublicWarning, TextVersion
from anlan.public_warnings.selectors.kinds import text_of, wording
from anlan.public_warnings.services.rows import is_among, keys_of, locked, named, put_content, seal_of, void_signatures
from anlan.support import journal, locks, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    """What a new warning needs. ``on_behalf_of`` is the person for whom the platform drafts: he counts as author.

    ``id`` is the id to be, so that sending a form twice drafts once.
    """

    region: str
    content: DraftContent
    is_exercise: bool = False
    source_alarm_id: UUID | None = None
    incident_id: UUID | None = None
    on_behalf_of: Actor | None = None
    id: UUID | None = None


@transaction.atomic
def draft_warning(*, draft: NewDraft, actor: Actor, now: datetime) -> UUID:
    """Store a new draft and return its id; an alarm that has a draft of this level keeps that one."""
    rights.require(actor, "public_warnings.draft", draft.region)
    if draft.source_alarm_id is not None:
        locks.hold(f"public_warnings:alarm:{draft.source_alarm_id}")
        if earlier := _draft_of_alarm(draft.source_alarm_id, int(draft.content.level)):
            return earlier
    author = draft.on_behalf_of or actor
    warning_id = draft.id or new_id()
    locks.hold(f"public_warnings:draft:{warning_id}")
    if PublicWarning.objects.filter(id=warning_id, author_keys__overlap=keys_of(author)).exists():
        return warning_id
    warning = PublicWarning(
        id=warning_id,
        region=draft.region,
        is_exercise=draft.is_exercise,
        source_alarm_id=draft.source_alarm_id,
        incident_id=draft.incident_id,
        author_keys=keys_of(author),
        author_name=author.name,
        drafted_at=now,
    )
    return store_draft(warning, draft.content, actor, now)


def _draft_of_alarm(alarm_id: UUID, level: int) -> UUID | None:
    found = PublicWarning.objects.filter(source_alarm_id=alarm_id, level=level, message_kind=MessageKind.ALERT)
    return found.exclude(state=WarningState.WITHDRAWN).values_list("id", flat=True).first()


def store_draft(warning: PublicWarning, content: DraftContent, actor: Actor, now: datetime) -> UUID:
    """Check and store the first version of a new warning; return its id."""
    put_content(warning, checked(content, is_exercise=warning.is_exercise))
    warning.save(force_insert=True)
    _keep_version(warning, warning.author_name, now)
    event = WarningDrafted(**named(warning), source_alarm_id=warning.source_alarm_id, follows_id=warning.follows_id)
    journal.announce(event, actor=actor, now=now)
    return warning.id


def checked(content: DraftContent, *, is_exercise: bool) -> DraftContent:
    """Return the content tidied; refuse by name the first field that breaks a rule."""
    text_of(content.kind, content.level)
    drawn = outline_of(content.area_source).rings if content.area_source else content.polygons
    clean = tidy(replace(content, polygons=areas.checked_rings(drawn)))
    require_complete(clean, is_exercise=is_exercise)
    return clean


_KEPT = ("headline", "description", "instruction", "translations", "regions", "effective", "onset", "expires")
_KEPT += ("channels", "area_source")


def _keep_version(warning: PublicWarning, author_name: str, now: datetime) -> None:
    from_row = {name: getattr(warning, name) for name in _KEPT}
    content = {**from_row, "kind": warning.event_code, "level": warning.level, "polygons": warning.drawn_rings}
    TextVersion.objects.create(
        warning=warning,
        number=warning.version,
        content=msgspec.to_builtins(content),
        seal=seal_of(warning),
        author_name=author_name,
        written_at=now,
    )


@transaction.atomic
def edit_draft(*, warning_id: UUID, content: DraftContent, actor: Actor, now: datetime) -> int:
    """Change what a warning says; return the version's number. A signature on the old text is void from here."""
    warning = locked(warning_id, actor)
    rights.require(actor, "public_warnings.draft", warning.region)
    state = after(WarningState(warning.state), WarningAct.EDIT)
    before = seal_of(warning)
    put_content(warning, checked(content, is_exercise=warning.is_exercise))
    if seal_of(warning) == before:
        return warning.version
    voided = warning.signer_name if warning.signed_seal else ""
    warning.state = state
    warning.version += 1
    void_signatures(warning)
    if not is_among(actor, warning.author_keys):
        warning.author_keys = [*warning.author_keys, *keys_of(actor)]
    warning.save()
    _keep_version(warning, actor.name, now)
    event = WarningEdited(**named(warning), version=warning.version, voided_signature_of=voided)
    journal.announce(event, actor=actor, now=now)
    return warning.version


@transaction.atomic
def submit_warning(*, warning_id: UUID, actor: Actor, now: datetime) -> WarningState:
    """Put a draft before those who sign."""
    warning = locked(warning_id, actor)
    rights.require(actor, "public_warnings.draft", warning.region)
    warning.state = after(WarningState(warning.state), WarningAct.SUBMIT)
    if wording("by_hand") in warning.description:
        raise BadContent(field="description", value=wording("by_hand"), rule="placeholder_filled_in")
    warning.return_reason = warning.returned_by = ""
    warning.save()
    journal.announce(WarningSubmitted(**named(warning)), actor=actor, now=now)
    return WarningState(warning.state)


@transaction.atomic
def withdraw_warning(*, warning_id: UUID, actor: Actor, now: datetime) -> WarningState:
    """Give a draft up."""
    warning = locked(warning_id, actor)
    rights.require(actor, "public_warnings.draft", warning.region)
    warning.state = after(WarningState(warning.state), WarningAct.WITHDRAW)
    warning.save()
    journal.announce(WarningWithdrawn(**named(warning)), actor=actor, now=now)
    return WarningState(warning.state)
