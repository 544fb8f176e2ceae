"""What of warnings waits on the desk: drafts and signatures, reviews, calls nobody answered, channels that are lost."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from anlan.center.entries import QueueEntry, plain_entry, short_names
from anlan.center.items import DeskItem
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.public_warnings import api as warnings

_MOST: Final = 200


def warnings_and_calls(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return calls that need a person, links that are lost, and warnings to submit, review or sign."""
    return (*_calls(actor, now), *_lost_channels(actor), *_warnings(actor, now))


def _lost_channels(actor: Actor) -> tuple[QueueEntry, ...]:
    """Return the channels whose link is lost: nothing leaves by them until somebody mends it."""
    return tuple(
        plain_entry(
            "public_warnings",
            DeskItem(
                subject=f"channel:{lost.key}",
                title=_("Channel lost: %(channel)s") % {"channel": lost.name},
                word=_("To mend"),
                url="/warnings/channels/",
                region="",
                level=Level.NONE,
                since=lost.since,
                is_exercise=lost.is_exercise,
            ),
            _("This installation"),
            detail=warnings.fault_words(lost.fault),
            urgency=Level.YELLOW if lost.is_exercise else Level.RED,
        )
        for lost in warnings.lost_channels(actor)
    )


def _warnings(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    words = {
        warnings.WarningState.DRAFT: _("To submit"),
        warnings.WarningState.SUBMITTED: _("To review"),
        warnings.WarningState.SIGNED: _("To sign"),
    }
    wanted = warnings.WarningFilter(states=warnings.OPEN_STATES, oldest_first=True)
    rows = warnings.warnings(actor, wanted, size=_MOST).rows
    names = short_names(actor, [row.region for row in rows])
    return tuple(
        plain_entry(
            "public_warnings",
            DeskItem(
                subject=row.subject,
                title=row.headline,
                word=words.get(row.state, _("To do")),
                url=f"/warnings/{row.id}/",
                region=row.region,
                level=row.level,
                since=row.signed_at or row.drafted_at,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
        )
        for row in rows
    ) + _after_reviews(actor, now)


def _after_reviews(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return what one signer sent by the fast channel and nobody else has looked at yet."""
    rows = warnings.after_reviews_owed(actor, limit=_MOST)
    names = short_names(actor, [row.region for row in rows])
    return tuple(
        plain_entry(
            "public_warnings",
            DeskItem(
                subject=f"warning:{row.warning_id}",
                title=row.headline,
                word=_("To review afterwards"),
                url=f"/warnings/{row.warning_id}/",
                region=row.region,
                level=row.level,
                since=row.issued_at,
                due=row.due_at,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
            urgency=Level.RED if now >= row.due_at else Level.ORANGE,
        )
        for row in rows
    )


def _calls(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return townships from which nothing has been heard, and places that want help."""
    silent = [
        (f"silent:{row.id}", _("Silent township"), f"township={row.region}", row.at, row)
        for row in warnings.silent_townships(actor)
    ]
    help_wanted = [
        (f"help:{row.id}", _("Help wanted"), "show=help", row.help_wanted_at, row)
        for row in warnings.calls_for_help(actor)
    ]
    found = [*silent, *help_wanted]
    if not found:
        return ()
    names = short_names(actor, [row.region for *_head, row in found])
    return tuple(
        plain_entry(
            "public_warnings",
            DeskItem(
                subject=subject,
                title=title,
                word=_("To telephone"),
                url=f"/warnings/{row.warning_id}/calls/?{query}",
                region=row.region,
                level=Level.RED,
                since=since,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
        )
        for subject, title, query, since, row in found
    )
