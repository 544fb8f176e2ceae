"""The tables of trainings and insurance, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from anlan.enterprises.domain.insurance import Asked
from anlan.enterprises.domain.trainings import Hours
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class TrainedPost:
    """A post with the hours that it asks for, in other trades and in those of high risk."""

    key: str
    name: str
    usual: Hours
    high: Hours
    basis: str


@cache
def trained_posts() -> dict[str, TrainedPost]:
    """Return the posts that the rule tells apart."""
    return {
        row["key"]: TrainedPost(
            row["key"],
            row["name"],
            Hours(row["first"], row["yearly"]),
            Hours(row["first_high"], row["yearly_high"]),
            row["basis"],
        )
        for row in _table()["post"]
    }


def asked_hours(post: str, industry: str) -> Hours:
    """Return the hours that a post asks for in a trade."""
    found = trained_posts()[post]
    return found.high if industry in _table()["high_risk"] else found.usual


def training_kinds() -> Mapping[str, str]:
    """Return what trainings are for, by key."""
    return dict(_table()["kinds"])


def training_results() -> Mapping[str, str]:
    """Return how a training ends for a person, by key."""
    return dict(_table()["results"])


def training_columns() -> Mapping[str, list[str]]:
    """Return the heads by which the columns of a table of trainings are found."""
    return dict(_table()["columns"])


def training_source() -> str:
    """Return where the hours stand."""
    return str(_table()["source"])


def ending_days() -> int:
    """Return how many days before its end a training is shown as ending."""
    return int(_table()["ending_days"])


@cache
def _table() -> Mapping[str, Any]:
    return load_table("anlan.enterprises", "trainings")


@cache
def insurance_rule() -> Mapping[str, Any]:
    """Return who must be insured, for how much, and where that stands."""
    return load_table("anlan.enterprises", "insurance")


def insurance_asked() -> Asked:
    """Return what a policy must hold."""
    return Asked(insurance_rule()["least_amount"], insurance_rule()["ending_days"])
