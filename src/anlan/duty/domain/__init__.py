"""Decisions of duty in plain Python: values in and out."""
