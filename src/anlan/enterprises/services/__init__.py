"""Acts on enterprises: registering many at once."""
