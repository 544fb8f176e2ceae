"""What SensorThings clients ask."""
