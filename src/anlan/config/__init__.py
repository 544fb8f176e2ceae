"""Settings, urls, wiring and the anlan command."""
