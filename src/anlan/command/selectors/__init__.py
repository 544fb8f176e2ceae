"""Questions about responses, orders and evacuation; each answers only what its actor may see."""
