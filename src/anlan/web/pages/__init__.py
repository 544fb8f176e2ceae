"""Pages of the frame itself: the status line, the installable phone part, the style guide."""
