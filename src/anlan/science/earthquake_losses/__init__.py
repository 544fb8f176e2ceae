"""People hurt and houses destroyed by an earthquake, as ranges: the order of magnitude of the first hours."""
