"""Questions about clocks and reports; each answers only what its actor may see."""
