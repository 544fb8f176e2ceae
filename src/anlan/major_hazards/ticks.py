"""What the room does by the clock: sensors' stock is taken up, what has fallen due is told once."""

from anlan.major_hazards.services.sensors import follow_sensors, tell_dues

TICKS = (follow_sensors, tell_dues)
