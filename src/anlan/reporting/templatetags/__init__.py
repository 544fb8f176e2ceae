"""Words about reports for templates."""
