"""Questions about incidents; each answers only what its actor may see."""
