"""The sound of a warning: brought by hand while it is a draft, or spoken by machine once it is sent."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.public_warnings.domain.languages import languages
from anlan.public_warnings.domain.sound import CheckedSound, checked
from anlan.public_warnings.domain.states import WarningAct, WarningState, after
from anlan.public_warnings.events import SoundDropped, SoundKept
from anlan.public_warnings.models import PublicWarning, Sound, Transmission
from anlan.public_warnings.services.rows import BY_HAND, BY_MACHINE, is_among, keys_of, locked, named
from anlan.support import journal, rights


@transaction.atomic
def keep_sound(*, warning_id: UUID, language: str, raw: bytes, actor: Actor, now: datetime) -> CheckedSound:
    """Keep a recording as a draft's sound in one language; who brings it is an author. The seal covers it."""
    warning = _open_draft(warning_id, actor)
    if language not in languages():
        raise InvalidValue(field="language", value=language[:20], rule="in_table_of_languages")
    sound = checked(raw)
    Sound.objects.update_or_create(
        warning_id=warning.id,
        language=language,
        defaults=_columns(sound, BY_HAND) | {"kept_by": actor.name, "kept_at": now},
    )
    if not is_among(actor, warning.author_keys):
        warning.author_keys = [*warning.author_keys, *keys_of(actor)]
        warning.save(update_fields=["author_keys"])
    event = SoundKept(**named(warning), language=language, seconds=sound.seconds, sha256=sound.sha256)
    journal.announce(event, actor=actor, now=now)
    return sound


@transaction.atomic
def drop_sound(*, warning_id: UUID, language: str, actor: Actor, now: datetime) -> None:
    """Take a draft's sound away again."""
    warning = _open_draft(warning_id, actor)
    if not Sound.objects.filter(warning_id=warning.id, language=language).delete()[0]:
        raise NotFound(what="sound")
    journal.announce(SoundDropped(**named(warning), language=language), actor=actor, now=now)


@transaction.atomic
def keep_spoken(*, identifier: str, language: str, sound: CheckedSound, now: datetime) -> None:
    """Keep what the machine spoke for a warning that was sent; a sound that is there already stays."""
    warning_id = Transmission.objects.filter(identifier=identifier).values_list("warning_id", flat=True).first()
    if warning_id is None:
        raise NotFound(what="warning")
    columns = _columns(sound, BY_MACHINE) | {"kept_at": now}
    Sound.objects.get_or_create(warning_id=warning_id, language=language, defaults=columns)


def _columns(sound: CheckedSound, source: str) -> dict[str, object]:
    length = {"size": len(sound.raw), "seconds": sound.seconds}
    return {"raw": sound.raw, "sha256": sound.sha256, "source": source, **length}


def _open_draft(warning_id: UUID, actor: Actor) -> PublicWarning:
    """Return a warning that is not yet before those who sign; refuse any other."""
    warning = locked(warning_id, actor)
    rights.require(actor, "public_warnings.draft", warning.region)
    after(WarningState(warning.state), WarningAct.SUBMIT)
    return warning
