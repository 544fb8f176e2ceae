"""Contingency plans as data: levels, triggers, posts and task templates."""
