"""The look afterwards at what one signer issued by the fast channel: it stands, or a correction is ordered."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.public_warnings.domain.errors import ReasonMissing
from anlan.public_warnings.domain.refusals import NothingToReview
from anlan.public_warnings.domain.signing import Step
from anlan.public_warnings.events import WarningReviewedAfter
from anlan.public_warnings.models import AfterReview, PublicWarning
from anlan.public_warnings.services.following import lift_warning, retract_warning, update_warning
from anlan.public_warnings.services.owing import Moment
from anlan.public_warnings.services.powers import Ask, delegation_of, put_signature, require_power
from anlan.public_warnings.services.rows import content_of, locked, named
from anlan.support import journal

LONGEST_NOTE = 500


class Verdict(StrEnum):
    """What the look afterwards finds: it stands, must say something else, must be lifted, or was a mistake."""

    STANDS = "stands"
    CORRECT = "correct"
    LIFT = "lift"
    RETRACT = "retract"


@transaction.atomic
def review_after(*, warning_id: UUID, verdict: str, note: str, actor: Actor, now: datetime) -> UUID | None:
    """Look at what the fast channel sent; return the draft that corrects or lifts it, where one is ordered.

    Who ordered a correction is its author, so others sign it.
    """
    warning = locked(warning_id, actor)
    owed = AfterReview.objects.select_for_update().filter(warning=warning).first()
    if owed is None:
        raise NothingToReview(by="-", at="-")
    if owed.reviewed_at:
        raise NothingToReview(by=owed.reviewer_name, at=date_format(localtime(owed.reviewed_at), "m-d H:i:s"))
    power = require_power(Ask(warning, Step.AFTER_REVIEW, actor, now, owed.issuer_keys))
    found, note = _checked(verdict, note)
    owed.follower_id = _follower(warning, found, note, Moment(actor, now))
    owed.verdict, owed.note, owed.reviewer_name, owed.reviewed_at = found, note, actor.name, now
    owed.save()
    put_signature(warning, power)
    warning.save(update_fields=["signatures"])
    event = WarningReviewedAfter(
        **named(warning),
        verdict=found,
        note=note,
        follower_id=owed.follower_id,
        was_late=now >= owed.due_at,
        **delegation_of(power),
    )
    journal.announce(event, actor=actor, now=now)
    return owed.follower_id


def _checked(verdict: str, note: str) -> tuple[Verdict, str]:
    """Return the verdict and its words; only what stands needs none."""
    if verdict not in set(Verdict):
        raise InvalidValue(field="verdict", value=verdict, rule="stands_correct_lift_or_retract")
    note = note.strip()
    if len(note) > LONGEST_NOTE or (not note and verdict != Verdict.STANDS):
        raise ReasonMissing()
    return Verdict(verdict), note


def _follower(warning: PublicWarning, verdict: Verdict, note: str, moment: Moment) -> UUID | None:
    """Draft what the look afterwards orders; nothing where the warning stands."""
    act = {"warning_id": warning.id, "actor": moment.actor, "now": moment.now}
    ends = {Verdict.LIFT: lift_warning, Verdict.RETRACT: retract_warning}
    if verdict in ends:
        return ends[verdict](reason=note, **act)
    return update_warning(content=content_of(warning), **act) if verdict is Verdict.CORRECT else None
