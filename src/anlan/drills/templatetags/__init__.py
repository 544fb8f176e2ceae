"""Words about drills for templates."""
