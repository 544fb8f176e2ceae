"""Reports on the legal clock and their official documents."""
