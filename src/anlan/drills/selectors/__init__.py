"""Questions about drills; each answers only what its actor may know."""
