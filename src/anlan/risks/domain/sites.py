"""How a hazard site's state moves."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed


class SiteState(StrEnum):
    """How a site stands by its last patrol."""

    WATCHED = "watched"
    CHANGING = "changing"
    DANGEROUS = "dangerous"
    ELIMINATED = "eliminated"


class Finding(StrEnum):
    """What a patrol found."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    IMMINENT = "imminent"


class SiteAct(StrEnum):
    """What else than a patrol moves a site."""

    ELIMINATE = "eliminate"


STATES: Final[dict[tuple[SiteState, Finding | SiteAct], SiteState]] = {
    (SiteState.WATCHED, Finding.UNCHANGED): SiteState.WATCHED,
    (SiteState.WATCHED, Finding.CHANGED): SiteState.CHANGING,
    (SiteState.WATCHED, Finding.IMMINENT): SiteState.DANGEROUS,
    (SiteState.CHANGING, Finding.UNCHANGED): SiteState.WATCHED,
    (SiteState.CHANGING, Finding.CHANGED): SiteState.CHANGING,
    (SiteState.CHANGING, Finding.IMMINENT): SiteState.DANGEROUS,
    (SiteState.DANGEROUS, Finding.UNCHANGED): SiteState.CHANGING,
    (SiteState.DANGEROUS, Finding.CHANGED): SiteState.DANGEROUS,
    (SiteState.DANGEROUS, Finding.IMMINENT): SiteState.DANGEROUS,
    (SiteState.WATCHED, SiteAct.ELIMINATE): SiteState.ELIMINATED,
}
"""A dangerous site found unchanged is still watched closely; only a quiet site can be written off."""


class PatrolNeedsNote(AnlanError):
    """A patrol that found a change must say what changed."""

    code = "risks.patrol_needs_note"
    message = "Say what has changed at the site: cracks, water, sounds, trees."


class EliminationNeedsReason(AnlanError):
    """A site is written off only with the reason."""

    code = "risks.elimination_needs_reason"
    message = "Say why the site is written off: works, resettlement, or an expert opinion."


class SiteIsEliminated(AnlanError):
    """The site was written off: ``code``."""

    code = "risks.site_is_eliminated"
    message = "The site %(site)s has been written off; it takes no more patrols."
    error_class = ErrorClass.CONFLICT


def after(state: SiteState, act: Finding | SiteAct) -> SiteState:
    """Return the state after ``act``; refuse a step that the table has not."""
    if (state, act) not in STATES:
        raise TransitionNotAllowed(what="site", state=state, act=act)
    return STATES[state, act]
