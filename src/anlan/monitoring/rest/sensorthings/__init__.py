"""OGC SensorThings API 1.1 (part 1: sensing) below /sta/v1.1/."""
