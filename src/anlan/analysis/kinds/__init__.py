"""The kinds of analysis: a further one is a module with ``KIND`` and its word in ``WORDS``."""
