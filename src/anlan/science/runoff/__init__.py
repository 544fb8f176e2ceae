"""Runoff of rain by curve numbers, and the flood it makes by unit hydrograph."""
