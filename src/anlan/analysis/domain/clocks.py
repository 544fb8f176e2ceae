"""Hours from a beginning told as moments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anlan.kernel.clock import in_china


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells hours from the beginning as moments (ISO 8601), where the beginning is known."""

    begins_at: str | None

    def text(self, hours: float) -> str:
        """Return a moment in China's time where the beginning is known, else the hours from it."""
        if self.begins_at is None:
            return f"+{hours:.1f} h"
        moment = in_china(datetime.fromisoformat(self.begins_at) + timedelta(hours=hours))
        return f"{moment:%m-%d %H:%M}"
