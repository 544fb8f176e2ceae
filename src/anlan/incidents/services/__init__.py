"""Acts on incidents."""
