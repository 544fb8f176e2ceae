"""JSON Patch (RFC 6902) on an entity: which of its properties become what."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from anlan.protocols.sensorthings.errors import BadEntity

_MOST: Final = 100
_VALUED: Final = ("add", "replace", "test")
_FROM: Final = ("move", "copy")


def patched(entity: str, whole: Mapping[str, Any], operations: object) -> dict[str, Any]:
    """Return the properties that the operations change, with their new values; one that is removed becomes null."""
    if not isinstance(operations, list) or len(operations) > _MOST:
        raise BadEntity(entity=entity, field="body", detail=f"must be a JSON array of at most {_MOST} operations")
    after = deepcopy(dict(whole))
    for each in operations:
        try:
            _apply(after, each)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise BadEntity(entity=entity, field="body", detail=f"{str(each)[:120]} cannot be done") from error
    names = {name for name in (*whole, *after) if whole.get(name) != after.get(name)}
    return {name: after.get(name) for name in sorted(names)}


def _apply(document: dict[str, Any], operation: Mapping[str, Any]) -> None:
    name, path = operation["op"], _pointer(operation["path"])
    if name in _FROM:
        origin = _pointer(operation["from"])
        value = deepcopy(_at(document, origin))
        if name == "move":
            _remove(document, origin)
        _put(document, path, value, is_new=True)
    elif name == "remove":
        _remove(document, path)
    elif name in _VALUED:
        value = operation["value"]
        if name == "test":
            if _at(document, path) != value:
                raise ValueError("the test fails")
        else:
            _put(document, path, value, is_new=name == "add")
    else:
        raise ValueError(name)


def _pointer(text: str) -> list[str]:
    if not text.startswith("/"):
        raise ValueError(text)
    return [part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/")]


def _at(document: Any, path: list[str]) -> Any:
    for part in path:
        document = document[_index(document, part)] if isinstance(document, list) else document[part]
    return document


def _index(items: list[Any], part: str) -> int:
    if not part.isdigit() or (part != "0" and part.startswith("0")):
        raise ValueError(part)
    return int(part)


def _put(document: dict[str, Any], path: list[str], value: Any, *, is_new: bool) -> None:
    parent = _at(document, path[:-1])
    if isinstance(parent, list):
        index = len(parent) if path[-1] == "-" and is_new else _index(parent, path[-1])
        if index > len(parent) - (not is_new):
            raise IndexError(index)
        parent[index : index + (not is_new)] = [value]
    elif is_new or path[-1] in parent:
        parent[path[-1]] = value
    else:
        raise KeyError(path[-1])


def _remove(document: dict[str, Any], path: list[str]) -> None:
    parent = _at(document, path[:-1])
    del parent[_index(parent, path[-1]) if isinstance(parent, list) else path[-1]]
