"""What SensorThings clients do."""
