"""The command centre's pages: desk, one map, search."""
