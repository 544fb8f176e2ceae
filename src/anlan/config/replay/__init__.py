"""Replays of past events through the platform's public doors."""
