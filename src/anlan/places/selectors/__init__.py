"""Questions about places: which division, what it is called, where it lies."""
