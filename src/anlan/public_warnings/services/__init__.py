"""Acts on warnings, one file per stage."""
