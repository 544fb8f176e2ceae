"""The judging engine: every reading, one after the other, against every rule on its series."""
