"""The models that run on rows. A further one is a row of ``MODELS`` with a reader of rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from anlan.config.modelling import major_hazard, weather
from anlan.config.modelling.manifest import Manifest, RowRefused, manifest
from anlan.config.modelling.rows import Outcome, Row
from anlan.science.fire_weather.national import fire_danger
from anlan.science.landslide.tangent import tangent_angle
from anlan.science.seismic_intensity.instrument import instrument_intensity

Reader = Callable[[Iterable[Row], Manifest], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its word on the command line, its package in ``anlan.science``, and how it reads rows."""

    word: str
    package: str
    reader: Reader
    gives: dict[str, str] = field(default_factory=dict)

    @property
    def manifest(self) -> Manifest:
        """Return what the package says of the model."""
        return manifest(self.package, self.word)


def _each(reckon: Callable[[dict[str, Any]], dict[str, Any]]) -> Reader:
    """Return the reader of a model whose rows stand alone."""

    def read(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
        for row in rows:
            try:
                yield Outcome((row.number,), {**row.cells, **reckon(by.values(row.cells))})
            except RowRefused as refusal:
                yield Outcome((row.number,), dict(row.cells), str(refusal))

    return read


def _danger(row: dict[str, Any]) -> dict[str, Any]:
    found = fire_danger(
        hottest=row["hottest_c"],
        driest=row["driest_pct"],
        dry_days=row["dry_days"],
        wind=row["wind_ms"],
        green=row["green_points"] or 0,
    )
    return {"points": found.points, "class": found.grade}


def _angle(row: dict[str, Any]) -> dict[str, Any]:
    if row["steady_rate"] == 0:
        raise RowRefused("too_small", "steady_rate", "0 has no angle")
    return {"angle_deg": round(tangent_angle(row["rate"], row["steady_rate"]), 4)}


def _intensity(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("acceleration_ms2", "velocity_ms"):
        if row[name] == 0:
            raise RowRefused("too_small", name, "0 has no intensity")
    found = instrument_intensity(acceleration=row["acceleration_ms2"], velocity=row["velocity_ms"])
    return {"intensity": found}


MODELS: Final = {
    model.word: model
    for model in (
        Model(
            "major-hazard",
            "major_hazard",
            major_hazard.read,
            {
                "s": "sum of q/Q, cut off after six decimals",
                "is_major": "yes from S = 1 on",
                "alpha": "by the exposed persons",
                "r": "empty below S = 1",
                "class": "1 (gravest) to 4",
                "s_exact": "the fraction",
                "r_exact": "the fraction",
                "worksheet": "q/Q*beta of each substance",
            },
        ),
        Model(
            "fire-weather",
            "fire_weather",
            weather.fire,
            dict.fromkeys(("ffmc", "dmc", "dc", "isi", "bui", "fwi"), ""),
        ),
        Model("fire-danger", "fire_weather", _each(_danger), {"points": "", "class": "1 to 5"}),
        Model("landslide", "landslide", _each(_angle), {"angle_deg": "degrees"}),
        Model(
            "rainfall",
            "rainfall",
            weather.rain,
            {f"depth_{hours}h_mm": "mm" for hours in weather.WINDOW_HOURS},
        ),
        Model("seismic-intensity", "seismic_intensity", _each(_intensity), {"intensity": "degrees, 1 to 12"}),
    )
}
