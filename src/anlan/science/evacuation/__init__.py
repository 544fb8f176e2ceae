"""How long it takes until the last has left, and which shelter takes whom."""
