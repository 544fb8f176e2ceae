"""Words about command for templates."""
