"""A flood through a reservoir with a level surface."""
