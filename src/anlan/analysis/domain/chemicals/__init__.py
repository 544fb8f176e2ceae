"""Leaks and explosions on the ground: zones, who is inside, whether to leave."""
