"""What can be done in an investigation."""
