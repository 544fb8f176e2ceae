"""The room duty."""
