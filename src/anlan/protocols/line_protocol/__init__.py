"""InfluxDB line protocol: one point a line, as many data loggers and collectors write it."""
