"""What moved and injured people need, and how many hands."""
