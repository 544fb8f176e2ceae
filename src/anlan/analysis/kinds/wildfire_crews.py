"""What crews are warned of before they go to a fire: "three first, four don't fight"."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_noop as msg

from anlan.analysis.domain.fire.laying import Fire
from anlan.analysis.domain.parts import Advice, Say

_SCOUT: Final = msg("First scout: nobody goes in before the edge of the fire, its fuel and the ways out are known.")
_WAIT: Final = msg("First wait: the weather is against you; hold the line from outside until the wind drops.")
_AVOID: Final = msg("First avoid: keep off slopes, saddles and gullies above the fire.")
_UNTRAINED: Final = msg("Nobody without training fights the fire; villagers leave, they do not help.")
_WEATHER: Final = msg("Do not fight in this heat and wind.")
_NIGHT: Final = msg("Do not fight at night or without sight.")
_STEEP: Final = msg("Do not fight on ground so steep.")
_WIND: Final = msg("Wind of %(wind)s m/s, from %(least)s m/s on")


def crew_advice(fire: Fire, *, hour: int | None, has_hotspots: bool, rules: dict[str, Any]) -> Iterator[Advice]:
    """Give what applies here, each with its reason; the hour is China's, None where the time was not said."""
    if not has_hotspots:
        yield Advice(text=Say(_SCOUT), reason=Say(msg("Only one point of the fire is known.")), level=3)
    if fire.wind_ms >= rules["wait_wind_ms"]:
        yield Advice(text=Say(_WAIT), reason=_wind(fire, rules["wait_wind_ms"]), level=3)
    if fire.slope_deg >= rules["avoid_slope_deg"]:
        yield Advice(text=Say(_AVOID), reason=_slope(fire, rules["avoid_slope_deg"]), level=3)
    if fire.wind_ms >= rules["fight_wind_ms"]:
        yield Advice(text=Say(_WEATHER), reason=_wind(fire, rules["fight_wind_ms"]), level=4)
    elif fire.temperature_c >= rules["fight_temperature_c"]:
        heat = {"heat": f"{fire.temperature_c:g}", "least": f"{rules['fight_temperature_c']:g}"}
        yield Advice(text=Say(_WEATHER), reason=Say(msg("%(heat)s \u2103, from %(least)s \u2103 on"), heat), level=4)
    if hour is not None and (hour >= rules["night_from_hour"] or hour < rules["night_until_hour"]):
        yield Advice(text=Say(_NIGHT), reason=Say(msg("It is %(hour)s o'clock."), {"hour": hour}), level=4)
    if fire.slope_deg >= rules["fight_slope_deg"]:
        yield Advice(text=Say(_STEEP), reason=_slope(fire, rules["fight_slope_deg"]), level=4)
    yield Advice(text=Say(_UNTRAINED), reason=Say(msg("It holds for every fire.")), level=2)


def _wind(fire: Fire, least: float) -> Say:
    return Say(_WIND, {"wind": f"{fire.wind_ms:g}", "least": f"{least:g}"})


def _slope(fire: Fire, least: float) -> Say:
    values = {"slope": f"{fire.slope_deg:g}", "least": f"{least:g}"}
    return Say(msg("Slope of %(slope)s degrees, from %(least)s degrees on"), values)
