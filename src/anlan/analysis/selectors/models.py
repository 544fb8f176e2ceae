"""What the packages of science say of themselves."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from anlan.analysis.domain.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSheet:
    """A model's manifest: how far it is verified, for what it holds, and its sources."""

    package: str
    name: str
    status: str
    references: tuple[str, ...]
    inputs: dict[str, str]
    valid_for: dict[str, Any]
    verified_by: str
    note: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which edition of a model a run relied on: the hash of its code and tables."""

    package: str
    status: str
    edition: str


@cache
def model_sheet(package: str) -> ModelSheet:
    """Return the manifest of a package of ``anlan.science``."""
    folder = resources.files(f"anlan.science.{package}")
    said = tomllib.loads((folder / "model.toml").read_text("utf-8"))
    return ModelSheet(
        package=package,
        name=said["name"],
        status=said["status"],
        references=tuple(said["references"]),
        inputs=dict(said.get("inputs", {})),
        valid_for=dict(said.get("valid_for", {})),
        verified_by=said.get("verified_by", ""),
        note=said.get("note", ""),
        edition=_edition(package),
    )


def model_sheets() -> tuple[ModelSheet, ...]:
    """Return the manifests of all models, by name of the package."""
    root = resources.files("anlan.science")
    names = sorted(each.name for each in root.iterdir() if (each / "model.toml").is_file())
    return tuple(model_sheet(name) for name in names)


def editions_of(kind: Kind) -> tuple[Edition, ...]:
    """Return the editions of the models that a kind relies on."""
    sheets = (model_sheet(package) for package in kind.models)
    return tuple(Edition(package=each.package, status=each.status, edition=each.edition) for each in sheets)


def _edition(package: str) -> str:
    made = hashlib.sha256()
    folder = resources.files(f"anlan.science.{package}")
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_file() and each.name.endswith((".py", ".toml", ".csv")):
            made.update(each.name.encode() + each.read_bytes())
    return made.hexdigest()[:12]
