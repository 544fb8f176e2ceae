"""Where an element stands in the text of a message."""

from typing import Any

Fields = dict[str, list[Any]]


class Lines:
    """Tells the line of an element by its path; each parent's children are counted once, however many are asked for."""

    def __init__(self, root: Any) -> None:
        """Look below ``root``."""
        self._root = root
        self._namespace = root.tag[: root.tag.index("}") + 1]
        self._children: dict[Any, Fields] = {}

    def of(self, path: str) -> int:
        """Return the line of the deepest element of the path that stands in the text."""
        found = self._root
        for step in path.split("/"):
            name, _, number = step.removesuffix("]").partition("[")
            below = self._below(found).get(self._namespace + name, ())
            at = int(number or 1) - 1
            if at >= len(below):
                break
            found = below[at]
        return int(found.sourceline or 0)

    def _below(self, element: Any) -> Fields:
        if element not in self._children:
            fields: Fields = {}
            for child in element:
                fields.setdefault(child.tag, []).append(child)
            self._children[element] = fields
        return self._children[element]
