"""Acts on duty."""
