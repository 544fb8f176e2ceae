"""The room's numbers with their sources."""

from typing import Any

from anlan.support.tables import load_table


def rules() -> dict[str, Any]:
    """Return the rules about identification, filing, people and sensors."""
    return load_table("anlan.major_hazards", "rules")
