"""Monitoring's way to the message bus."""
