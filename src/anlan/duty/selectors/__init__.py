"""Questions about duty."""
