"""Acts: planning, running, observing, scoring and reporting drills."""
