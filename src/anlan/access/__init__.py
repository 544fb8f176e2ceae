"""Users, roles, grants by region, login, sessions and API keys."""
