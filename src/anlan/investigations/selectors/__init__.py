"""What can be asked of investigations."""
