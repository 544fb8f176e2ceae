"""Decisions about warnings in plain Python: states, content, area, tokens, who is called next."""
