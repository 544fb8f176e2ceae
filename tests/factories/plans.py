"""Plans in force."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from anlan.plans.domain.files import shipped_plan
from anlan.plans.models import PlanEdition

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def build_plan(
    key="flash_flood", region="513433", *, state="in_force", version=1, author_id="author", **more
) -> PlanEdition:
    """Store an edition of a shipped plan for a region; ``more`` changes its text."""
    text = replace(shipped_plan(key, "place"), **more)
    return PlanEdition.objects.create(
        key=text.key,
        region=region,
        version=version,
        state=state,
        name=text.name,
        category=text.category,
        kinds=list(text.kinds),
        edition=text.edition,
        text=msgspec.to_builtins(text),
        author_id=author_id,
        author_name="an author",
        drafted_at=LONG_AGO,
    )
