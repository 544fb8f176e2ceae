"""Counts of events: has the rate changed, is there a trend, where do they gather."""
