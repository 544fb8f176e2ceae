"""The event itself: kind, grade, place, status, situation figures and timeline."""
