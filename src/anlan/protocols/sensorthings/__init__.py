"""OGC SensorThings API 1.1, part 1 sensing (OGC 18-088): the entities, addresses, queries, times and data arrays."""
