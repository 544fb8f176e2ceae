"""Data arrays: many Observations as rows of equal columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from anlan.protocols.sensorthings.errors import BadEntity
from anlan.protocols.sensorthings.schema import ENTITIES, ID

_FEATURE = ("FeatureOfInterest/id", "FeatureOfInterest/@iot.id")
_COMPONENTS = frozenset({*ENTITIES["Observation"].properties, *_FEATURE, *ID})


def rows(body: object) -> list[dict[str, Any] | None]:
    """Return the bodies of the Observations of a ``CreateObservations`` request; nothing where a row has no such form.

    What is wrong with a whole group (no Datastream, unknown columns) is refused.
    """
    if not isinstance(body, list):
        raise BadEntity(entity="CreateObservations", field="body", detail="must be a JSON array")
    return [row for group in body for row in _group(group)]


def _group(group: object) -> Iterable[dict[str, Any] | None]:
    if not isinstance(group, dict) or not isinstance(group.get("Datastream"), dict):
        raise BadEntity(entity="CreateObservations", field="Datastream", detail="is mandatory in each group")
    names, values = group.get("components"), group.get("dataArray")
    if not isinstance(names, list) or not isinstance(values, list):
        raise BadEntity(entity="CreateObservations", field="components, dataArray", detail="must be JSON arrays")
    unknown = [name for name in names if not isinstance(name, str) or name not in _COMPONENTS]
    if unknown or "result" not in names or len(set(names)) < len(names):
        detail = f"unknown: {unknown[:5]}" if unknown else "each once, and result among them"
        raise BadEntity(entity="CreateObservations", field="components", detail=detail)
    return [_body(group["Datastream"], names, each) for each in values]


def _body(datastream: Mapping[str, Any], names: list[str], values: object) -> dict[str, Any] | None:
    if not isinstance(values, list) or len(values) != len(names):
        return None
    body: dict[str, Any] = {"Datastream": datastream}
    for name, value in zip(names, values, strict=True):
        if name in _FEATURE:
            body["FeatureOfInterest"] = {"@iot.id": value}
        elif name not in ID and value is not None:
            body[name] = value
    return body
