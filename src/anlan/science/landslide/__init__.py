"""Landslides: the tangent angle, the time of failure, how far they run, the wave they raise in a reservoir."""
