"""Anlan: integrated emergency management for local government."""
