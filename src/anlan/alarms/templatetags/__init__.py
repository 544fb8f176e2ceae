"""Words about alarms for templates."""
