"""The Canadian fire-weather index (Van Wagner 1987): noon weather and yesterday's codes give today's.

Three moisture codes carry over from day to day: of fine fuels (FFMC), of the duff layer (DMC) and of deep layers (DC).
With the wind they give the spread (ISI), the fuel available (BUI) and the index itself.
"""

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

# By month: effective day lengths for the duff code, north of 30 degrees and nearer the equator; the drought factor.
DAY_LENGTH: Final = (6.5, 7.5, 9.0, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8.0, 7.0, 6.0)
DAY_LENGTH_SOUTH: Final = (7.9, 8.4, 8.9, 9.5, 9.9, 10.2, 10.1, 9.7, 9.1, 8.6, 8.1, 7.8)
DROUGHT_FACTOR: Final = (-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5.0, 2.4, 0.4, -1.6, -1.6)
DROUGHT_FACTOR_TROPIC: Final = 1.4
FINE: Final = 250 * 59.5 / 101  # The exact number makes code and moisture give each other back.
FINE_OF_1985: Final = 147.2  # As the report of 1985 prints it, and reckoned with.
SOUTH_OF: Final = 30.0
TROPIC: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Noon weather: temperature in degrees C, humidity in %, wind in km/h, rain of the last 24 h in mm."""

    temperature: float
    humidity: float
    wind: float
    rain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The moisture codes that carry over; the usual ones at the start of a season."""

    ffmc: float = 85.0
    dmc: float = 6.0
    dc: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FireWeather:
    """A day's codes and indices."""

    codes: Codes
    isi: float
    bui: float
    fwi: float


def fire_weather(weather: Weather, before: Codes, *, month: int, latitude: float, fine: float = FINE) -> FireWeather:
    """Return the day's codes and indices from its noon weather and the codes of the day before.

    ``fine`` is the factor between the fine fuel's moisture and its code.
    """
    codes = Codes(
        ffmc=fine_fuel_code(weather, before.ffmc, fine),
        dmc=duff_code(weather, before.dmc, month=month, latitude=latitude),
        dc=drought_code(weather, before.dc, month=month, latitude=latitude),
    )
    isi = spread_index(codes.ffmc, weather.wind, fine)
    bui = build_up_index(codes.dmc, codes.dc)
    return FireWeather(codes=codes, isi=isi, bui=bui, fwi=weather_index(isi, bui))


def fine_fuel_code(weather: Weather, before: float, fine: float = FINE) -> float:
    """Return the fine-fuel moisture code."""
    moisture = fine * (101 - before) / (59.5 + before)
    if weather.rain > 0.5:
        moisture = _wetted(moisture, weather.rain - 0.5)
    humidity, temperature = min(weather.humidity, 100.0), weather.temperature
    warmth = 0.18 * (21.1 - temperature) * (1 - exp(-0.115 * humidity))
    drying = 0.942 * humidity**0.679 + 11 * exp((humidity - 100) / 10) + warmth
    wetting = 0.618 * humidity**0.753 + 10 * exp((humidity - 100) / 10) + warmth
    if moisture > drying:
        rate = _fine_rate(humidity / 100, weather.wind, temperature)
        moisture = drying + (moisture - drying) * 10**-rate
    elif moisture < wetting:
        rate = _fine_rate((100 - humidity) / 100, weather.wind, temperature)
        moisture = wetting - (wetting - moisture) * 10**-rate
    return min(max(59.5 * (250 - moisture) / (fine + moisture), 0.0), 101.0)


def _wetted(moisture: float, rain: float) -> float:
    wet = moisture + 42.5 * rain * exp(-100 / (251 - moisture)) * (1 - exp(-6.93 / rain))
    if moisture > 150:
        wet += 0.0015 * (moisture - 150) ** 2 * sqrt(rain)
    return min(wet, 250.0)


def _fine_rate(share: float, wind: float, temperature: float) -> float:
    rate = 0.424 * (1 - share**1.7) + 0.0694 * sqrt(wind) * (1 - share**8)
    return float(rate * 0.581 * exp(0.0365 * temperature))


def duff_code(weather: Weather, before: float, *, month: int, latitude: float) -> float:
    """Return the duff moisture code."""
    lengths = DAY_LENGTH if latitude > SOUTH_OF else DAY_LENGTH_SOUTH
    warmth = max(weather.temperature, -1.1) + 1.1
    drying = 1.894 * warmth * (100 - weather.humidity) * lengths[month - 1] * 1e-4
    code = before
    if weather.rain > 1.5:
        rain = 0.92 * weather.rain - 1.27
        moisture = 20 + 280 / exp(0.023 * before)
        wet = moisture + 1000 * rain / (48.77 + _slope(before) * rain)
        code = max(43.43 * (5.6348 - log(wet - 20)), 0.0)
    return max(code + drying, 0.0)


def _slope(before: float) -> float:
    if before <= 33:
        return 100 / (0.5 + 0.3 * before)
    if before <= 65:
        return 14 - 1.3 * log(before)
    return 6.2 * log(before) - 17.2


def drought_code(weather: Weather, before: float, *, month: int, latitude: float) -> float:
    """Return the drought code."""
    factor = DROUGHT_FACTOR[month - 1] if latitude > TROPIC else DROUGHT_FACTOR_TROPIC
    evaporation = max(0.36 * (max(weather.temperature, -2.8) + 2.8) + factor, 0.0) / 2
    code = before
    if weather.rain > 2.8:
        rain = 0.83 * weather.rain - 1.27
        moisture = 800 * exp(-before / 400)
        code = max(before - 400 * log(1 + 3.937 * rain / moisture), 0.0)
    return max(code + evaporation, 0.0)


def spread_index(ffmc: float, wind: float, fine: float = FINE) -> float:
    """Return the initial spread index."""
    moisture = fine * (101 - ffmc) / (59.5 + ffmc)
    fuel = 91.9 * exp(-0.1386 * moisture) * (1 + moisture**5.31 / 4.93e7)
    return float(0.208 * exp(0.05039 * wind) * fuel)


def build_up_index(dmc: float, dc: float) -> float:
    """Return the build-up index."""
    if dmc == 0 and dc == 0:
        return 0.0
    if dmc <= 0.4 * dc:
        return 0.8 * dmc * dc / (dmc + 0.4 * dc)
    share = 1 - 0.8 * dc / (dmc + 0.4 * dc)
    return float(max(dmc - share * (0.92 + (0.0114 * dmc) ** 1.7), 0.0))


def weather_index(isi: float, bui: float) -> float:
    """Return the fire-weather index."""
    duff = 0.626 * bui**0.809 + 2 if bui <= 80 else 1000 / (25 + 108.64 / exp(0.023 * bui))
    intensity = 0.1 * isi * duff
    if intensity <= 1:
        return float(intensity)
    return float(exp(2.72 * (0.434 * log(intensity)) ** 0.647))
