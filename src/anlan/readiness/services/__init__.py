"""Acts on readiness: moving stock, running shelters, reporting on teams, registering many at once."""
