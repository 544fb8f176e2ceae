"""Plain-Python words that every room shares: clock, ids, region codes, levels, errors, events, actors."""
