"""Water over an elevation grid: depth, speed and time of arrival."""
