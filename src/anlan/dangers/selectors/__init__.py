"""What is asked of hidden dangers."""
