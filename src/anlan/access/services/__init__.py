"""Acts on accounts, roles, sessions and keys."""
