"""The frame round every page: the rail of rooms, the status line and the platform's time."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, gettext_noop

from anlan.kernel import clock
from anlan.kernel.actors import NOBODY, Actor
from anlan.support.clock import Pace, pace
from anlan.support.feed import last_number
from anlan.support.rights import regions_of, roles_by_right
from anlan.web.status import StatusItem, remembered_status_items


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the rail: shown where its page exists and the reader holds ``right`` somewhere (none: everyone).

    ``more`` are the addresses of pages that belong to the entry but do not begin with its own.
    """

    path: str
    icon: str
    word: str
    right: str = ""
    more: tuple[str, ...] = ()


_COMMAND: Final = ("/orders/", "/consultations/", "/seats/", "/lessons/")
_DUTY: Final = ("/phonebook/", "/instructions/")
_JUDGEMENT: Final = ("/situation/", "/knowledge/")
_LAW: Final = ("/enforcement/", "/investigations/", "/safety-duties/")
_MONITORING: Final = ("/stations/", "/gateways/", "/quarantine/", "/alarms/")
RAIL: Final = (
    Room("/desk/", "dashboard", gettext_noop("Duty desk"), more=("/notices/",)),
    Room("/duty/", "calendar-time", gettext_noop("Duty room"), "duty.see", _DUTY),
    Room("/map/", "map-2", gettext_noop("One map")),
    Room("/intake/", "inbox", gettext_noop("Inbox"), "intake.see"),
    Room("/alarms/", "bell", gettext_noop("Alarms"), "alarms.see"),
    Room("/warnings/", "broadcast", gettext_noop("Warnings"), "public_warnings.see"),
    Room("/incidents/", "urgent", gettext_noop("Incidents"), "incidents.see", _COMMAND),
    Room("/tasks/", "checklist", gettext_noop("Tasks")),
    Room("/reports/", "file-text", gettext_noop("Reports"), "reporting.read"),
    Room("/losses/", "clipboard-list", gettext_noop("Disaster losses"), "losses.see"),
    Room("/monitoring/", "cloud-rain", gettext_noop("Monitoring"), "monitoring.read", _MONITORING),
    Room("/risks/", "mountain", gettext_noop("Risks"), "risks.read"),
    Room("/enterprises/", "building-factory-2", gettext_noop("Enterprises"), "enterprises.open", ("/major-hazards/",)),
    Room("/dangers/", "alert-triangle", gettext_noop("Hidden dangers"), "dangers.open"),
    Room("/readiness/", "building-warehouse", gettext_noop("Readiness"), "readiness.read"),
    Room("/plans/", "book", gettext_noop("Plans"), "plans.see", ("/drills/",)),
    Room("/analysis/", "chart-line", gettext_noop("Analysis and judgement"), "analysis.see", _JUDGEMENT),
    Room("/supervision/", "gavel", gettext_noop("Supervision"), "supervision.see", _LAW),
    Room("/places/", "map-pin", gettext_noop("Places")),
    Room("/people/", "users", gettext_noop("People"), "people.see"),
    Room("/accounts/", "user-shield", gettext_noop("Accounts"), "access.see_accounts"),
)


@cache
def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def rooms_for(actor: Actor) -> tuple[Room, ...]:
    """Return the rail's entries that the actor may open."""
    known = roles_by_right()
    return tuple(
        room for room in RAIL if _exists(room.path) and (room.right not in known or regions_of(actor, room.right))
    )


class Shell:
    """What the frame shows; each part is asked for only where a template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.live_port: int = settings.ANLAN["ANLAN_LIVE_PORT"]

    @cached_property
    def actor(self) -> Actor:
        """Return who reads the page."""
        return getattr(self.request, "actor", NOBODY)

    @cached_property
    def now(self) -> datetime:
        """Return the platform's time, real or a replay's."""
        return clock.now()

    @cached_property
    def pace(self) -> Pace:
        """Return how the platform's time runs."""
        return pace()

    @cached_property
    def rooms(self) -> tuple[Room, ...]:
        """Return the rail's entries."""
        return rooms_for(self.actor)

    @cached_property
    def here(self) -> str:
        """Return the rail's path that the page belongs to, or nothing."""
        return next((room.path for room in RAIL if self.request.path.startswith((room.path, *room.more))), "")

    @cached_property
    def status(self) -> tuple[StatusItem, ...]:
        """Return the status line's items, the most pressing first."""
        return remembered_status_items(self.actor, self.now)

    @cached_property
    def last_number(self) -> int:
        """Return the newest journal entry that the page may show; the live feed tells what comes after it."""
        return last_number() if self.actor.grants else 0

    @cached_property
    def can_search(self) -> bool:
        """Tell whether there is a search page."""
        return _exists("/search/")

    @cached_property
    def can_sign_out(self) -> bool:
        """Tell whether there is a page to sign out."""
        return bool(self.actor.grants) and _exists("/logout/")

    @property
    def words(self) -> dict[str, str]:
        """Return what the page's scripts say, in the reader's language."""
        return {
            "left": gettext("Left"),
            "late": gettext("Late by"),
            "justNow": gettext("just now"),
            "minutesAgo": gettext("%(count)s min ago"),
            "hoursAgo": gettext("%(count)s h ago"),
            "daysAgo": gettext("%(count)s d ago"),
            "inMinutes": gettext("in %(count)s min"),
            "inHours": gettext("in %(count)s h"),
            "inDays": gettext("in %(count)s d"),
            "days": gettext("days"),
            "newRed": gettext("New red alarm"),
            "linkLost": gettext("The live link is lost; the page shows what was known at"),
            "linkBack": gettext("The live link is back"),
            "failed": gettext("The server did not answer. Nothing was changed; try again."),
            "signedOut": gettext(
                "You are signed out. Sign in again in another tab, then send this: it still stands here."
            ),
            "close": gettext("Close"),
        }
