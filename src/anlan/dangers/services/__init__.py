"""What is done with hidden dangers."""
