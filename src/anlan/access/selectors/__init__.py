"""Questions about accounts, actors and keys."""
