"""What the room reads from outside the database."""
