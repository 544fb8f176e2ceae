"""Acts of the room."""
