"""Drills: exercises of plans on the real system, with everything flagged."""
