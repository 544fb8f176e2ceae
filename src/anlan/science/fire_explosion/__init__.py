"""Heat of fires and pressure of explosions by distance."""
