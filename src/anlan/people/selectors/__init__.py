"""Questions about organisations, persons and whom to call."""
