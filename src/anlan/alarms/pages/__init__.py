"""The alarm's page, its fragments for the desk, and the buttons' addresses."""
