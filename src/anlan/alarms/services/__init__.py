"""Acts on alarms."""
