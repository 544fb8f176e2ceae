"""The words of hazard chains: what happens, and what is done about it."""

from typing import Final

from django.utils.translation import gettext_noop as msg

STARTS: Final = {
    "earthquake": msg("Earthquake"),
    "rainstorm": msg("Rainstorm"),
    "wildfire": msg("Wildfire"),
    "landslide": msg("Landslide or rock fall"),
    "debris_flow": msg("Debris flow"),
    "blocked_river": msg("River blocked"),
    "reservoir_in_danger": msg("Reservoir in danger"),
    "tailings_in_danger": msg("Tailings pond in danger"),
    "dyke_in_danger": msg("Dyke in danger"),
    "chemical_release": msg("Chemicals set free"),
    "explosion_or_fire": msg("Explosion or fire"),
}
HAPPENINGS: Final = {
    **STARTS,
    "flash_flood": msg("Flash flood"),
    "waterlogging": msg("Water-logging"),
    "subsidence": msg("Ground subsidence"),
    "wave_in_reservoir": msg("Wave in the reservoir"),
    "outburst_flood": msg("Flood when the blocked river breaks through"),
    "dam_break_flood": msg("Flood of a broken dam"),
    "tailings_flow": msg("Flow of tailings"),
    "inundation": msg("Land behind the dyke flooded"),
    "people_poisoned": msg("People poisoned"),
}
TO_DO: Final = {
    "landslide": msg("Look at these slopes first, and move people from below them before the next rain or shock."),
    "debris_flow": msg("Keep people out of these gullies and off their fans."),
    "flash_flood": msg("Call the villages of these flash-flood zones, and move those at the water first."),
    "waterlogging": msg("Set up pumps and barriers here, and keep people and cars out of underpasses."),
    "subsidence": msg("Fence off these places, and look at houses and roads on them."),
    "tailings_in_danger": msg("Stop these mills, look at outlet and dam, and lower the water in the pond."),
    "dyke_in_danger": msg("Put watches on these dykes day and night, with bags and stone at hand."),
    "reservoir_in_danger": msg("Send somebody to look at these dams, and lower their water."),
    "chemical_release": msg("Have these plants stop and look at tanks and pipes; reckon the leak where one is found."),
    "explosion_or_fire": msg("Clear a line around these plants, cool their tanks or take out what can burn."),
    "wave_in_reservoir": msg("Keep boats and people off these waters and their shores."),
    "blocked_river": msg("Look from the air or from below whether a river is blocked here, before the first night."),
    "outburst_flood": msg("Where a river is found blocked, move the people below it before it breaks through."),
    "dam_break_flood": msg("Make these places below dams ready to leave, and reckon the broken dam."),
    "tailings_flow": msg("Move the people below these ponds at once, up the sides of the valley, not along it."),
    "inundation": msg("Make these places behind dykes ready to leave, and reckon the flood."),
    "people_poisoned": msg("Tell these places which way to go, and when to stay inside; reckon the leak."),
}
