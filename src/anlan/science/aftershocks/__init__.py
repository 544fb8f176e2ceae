"""Aftershocks: how many, how likely, how great."""
