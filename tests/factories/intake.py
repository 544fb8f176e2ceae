"""Matters for tests; plainly invented."""

from dataclasses import replace
from uuid import UUID

from anlan.intake import api
from anlan.kernel.actors import SYSTEM


def a_new_matter(**changes: object) -> api.NewMatter:
    """Return a call from a village of Mianning."""
    new = api.NewMatter(
        kind=api.MatterKind.CALL,
        text="The river took a house, two people are missing.",
        region="513433106200",
        location=(102.20, 28.60),
        teller_name="Invented Caller",
        teller_phone="13800000000",
        hurt=2,
    )
    return replace(new, **changes)


def a_matter(now, actor=SYSTEM, **changes: object) -> UUID:
    """Store a matter as the platform does and return its id."""
    return api.receive_matter(new=a_new_matter(**changes), actor=actor, now=now)
