"""Acts on risks: patrols, writing off, registering many at once."""
