"""Questions about alarms; each answers only what its actor may see."""
