"""Hazard sites, reservoirs, enterprises and their major hazards."""
