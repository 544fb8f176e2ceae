"""The command centre's pages: duty desk, one map, search."""
