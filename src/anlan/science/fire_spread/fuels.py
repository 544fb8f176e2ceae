"""Fuels as the table beside this file names them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import Any, Final

from anlan.science.refusing import Refused

_LB_FT2_PER_TON_ACRE: Final = 2000 / 43560


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelModel:
    """A bed of fuel: loads in lb/ft2 and surfaces in 1/ft of 1 h, 10 h, 100 h, live herbs, live wood; its mark."""

    number: int
    word: str
    loads: tuple[float, ...]
    surfaces: tuple[float, ...]
    depth_ft: float
    extinction: float
    wind_share: float
    mark: str


@cache
def _table() -> dict[str, Any]:
    file = resources.files("anlan.science.fire_spread") / "fuels.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def standard() -> dict[str, Any]:
    """Return what all beds share: heat, density, minerals."""
    return dict(_table()["standard"])


@cache
def fuel_models() -> dict[int, FuelModel]:
    """Return the thirteen models by number."""
    return {row["number"]: _model(row) for row in _table()["model"]}


def fuel_model(number: int) -> FuelModel:
    """Return a model by its number; one that the table does not have is refused."""
    models = fuel_models()
    if number not in models:
        raise Refused("unknown_fuel", number)
    return models[number]


def is_doubtful(word: str) -> bool:
    """Tell whether the numbers of a model, named by its word, were confirmed nowhere else."""
    return any(model.word == word and model.mark != "verified" for model in fuel_models().values())


@cache
def wang_factors() -> dict[str, float]:
    """Return Wang's factors of fuels by word."""
    return {word: float(factor) for word, factor in _table()["wang"]["fuel"].items()}


def _model(row: dict[str, Any]) -> FuelModel:
    shared = standard()
    fine, herbs, wood = row["surfaces"]
    depth = row["depth_ft"]
    open_share = 1.83 / log((20 + 0.36 * depth) / (0.13 * depth))
    return FuelModel(
        number=row["number"],
        word=row["word"],
        loads=tuple(load * _LB_FT2_PER_TON_ACRE for load in row["loads"]),
        surfaces=(fine, shared["surface_10h"], shared["surface_100h"], herbs, wood),
        depth_ft=depth,
        extinction=row["extinction_pct"] / 100,
        wind_share=_table()["sheltered"]["wind_share"] if row.get("sheltered") else open_share,
        mark=row["mark"],
    )
