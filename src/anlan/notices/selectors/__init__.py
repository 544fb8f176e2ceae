"""Questions of the room."""
