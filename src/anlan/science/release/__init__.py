"""How fast a vessel, a pipe or a pool gives off what it holds."""
