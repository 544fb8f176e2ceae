"""Acts: leading responses, giving orders, counting who was moved."""
