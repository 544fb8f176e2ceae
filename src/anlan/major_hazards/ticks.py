"""What the room does by the clock: sensors' stock is taken up, dues are told once, special trades are judged."""

from anlan.major_hazards.services.judging import judge_sites
from anlan.major_hazards.services.sensors import follow_sensors, tell_dues

TICKS = (follow_sensors, tell_dues, judge_sites)
