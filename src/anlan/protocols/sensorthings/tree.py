"""What a filter says, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from anlan.protocols.sensorthings.schema import Kind


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the filter itself."""

    value: object
    kind: Kind


@dataclass(frozen=True, slots=True)
class Path:
    """A property, perhaps of a linked entity: its names in order."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands: ``and``, ``or``, a comparison, or arithmetic."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Unary:
    """``not`` or ``-`` before an operand."""

    operator: str
    operand: "Node"


Node = Literal | Path | Call | Binary | Unary


def paths(node: Node) -> Iterator[Path]:
    """Yield every path that stands in a tree."""
    match node:
        case Path():
            yield node
        case Call(arguments=arguments):
            for each in arguments:
                yield from paths(each)
        case Binary(left=left, right=right):
            yield from paths(left)
            yield from paths(right)
        case Unary(operand=operand):
            yield from paths(operand)
        case Literal():
            return
