"""Words about incidents for templates."""
