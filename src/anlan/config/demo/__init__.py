"""Demonstration data: one file per part, each with ``load(seed, progress)`` and ``remove()``; nobody in it is real."""
