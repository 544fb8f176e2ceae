"""What the room decides, in plain Python."""
