"""Template filters of duty."""
