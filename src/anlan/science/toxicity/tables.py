"""End points (AEGL of 60 minutes, IDLH) and probits of substances, read once from the files beside this one."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from anlan.science.refusing import Refused
from anlan.science.substances.tables import Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPoints:
    """Shares of volume: AEGL-1 (irritating), -2 (disabling), -3 (life in danger) of 60 minutes, and IDLH."""

    aegl1: float | None
    aegl2: float
    aegl3: float
    idlh: float | None
    mark: str
    idlh_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Probit:
    """Pr = a + b ln(C^n t) of dying, C in ppm, t in minutes."""

    a: float
    b: float
    n: float
    mark: str


def end_points(of: Substance) -> EndPoints:
    """Return a substance's end points; refuse one that has none."""
    found = _end_points().get(of.cas)
    if found is None:
        raise Refused("no_toxic_end_points", of.name)
    return found


def probit_of(of: Substance) -> Probit:
    """Return a substance's probit; refuse one that has none."""
    found = _probits().get(of.cas)
    if found is None:
        raise Refused("no_probit", of.name)
    return found


def is_toxic(of: Substance) -> bool:
    """Tell whether the table knows end points of a substance."""
    return of.cas in _end_points()


@cache
def _end_points() -> Mapping[str, EndPoints]:
    return {
        row["cas"]: EndPoints(
            aegl1=_share(row["aegl1_ppm"]),
            aegl2=float(row["aegl2_ppm"]) * 1e-6,
            aegl3=float(row["aegl3_ppm"]) * 1e-6,
            idlh=_share(row["idlh_ppm"]),
            mark=row["mark"],
            idlh_mark=row["idlh_mark"],
        )
        for row in _rows("endpoints")
    }


@cache
def _probits() -> Mapping[str, Probit]:
    return {
        row["cas"]: Probit(a=float(row["a"]), b=float(row["b"]), n=float(row["n"]), mark=row["mark"])
        for row in _rows("probits")
    }


def _share(ppm: str) -> float | None:
    return float(ppm) * 1e-6 if ppm else None


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("anlan.science.toxicity") / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
