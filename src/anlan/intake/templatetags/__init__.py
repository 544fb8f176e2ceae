"""Words of the intake for templates."""
