"""Turns the tree of a filter into a condition on our rows.

A link to one entity is joined. A link to many becomes "there is one such that...", asked only of those that the actor
may see, so that a filter tells nothing about what lies outside the actor's regions.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.fields.json import KeyTransform
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan, LessThanOrEqual
from django.utils.dateparse import parse_duration

from anlan.kernel.actors import Actor
from anlan.monitoring.selectors.sensorthings import values
from anlan.monitoring.selectors.sensorthings.mapping import (
    HOUSE,
    MAPPED,
    Mapped,
    observations_about,
    term_at,
    visible,
)
from anlan.monitoring.selectors.sensorthings.values import FUNCTIONS, SPATIAL, Typed, refused
from anlan.protocols.sensorthings.ids import parsed
from anlan.protocols.sensorthings.schema import ID, Kind
from anlan.protocols.sensorthings.tree import Binary, Call, Literal, Node, Path, Unary, paths

_COMPARISONS = {"gt": GreaterThan, "ge": GreaterThanOrEqual, "lt": LessThan, "le": LessThanOrEqual}
_MIRRORED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_ARITHMETIC = {"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%%"}
_COMPARABLE = (Kind.NUMBER, Kind.TEXT, Kind.INSTANT, Kind.BOOLEAN, Kind.DATE, Kind.CLOCK)
_RELATION = re.compile(r"[012TF*]{9}")
_LONGEST_PATH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks and when, of which entities, and the way of joins from the asking rows to them."""

    actor: Actor
    now: datetime
    of: Mapped
    prefix: str = ""


def condition(node: Node, asking: Asking) -> Q:
    """Return the condition that a filter states."""
    match node:
        case Binary(operator="and", left=left, right=right):
            return condition(left, asking) & condition(right, asking)
        case Binary(operator="or", left=left, right=right):
            return condition(left, asking) | condition(right, asking)
        case Unary(operator="not", operand=operand):
            return ~condition(operand, asking)
    hops = {_hop(path, asking) for path in paths(node)}
    if not hops - {()}:
        return _statement(node, asking)
    if len(hops) > 1:
        raise refused("one comparison cannot join two ways through links to many")
    return _exists(node, hops.pop(), asking)


def sorting(node: Node, asking: Asking) -> Any:
    """Return the expression to sort by."""
    if any(_hop(path, asking) for path in paths(node)):
        raise refused("it cannot be sorted by what stands behind a link to many")
    found = value(node, asking)
    return found.read_as(Kind.TEXT) if found.kind is Kind.OBJECT else found.expression


def _hop(path: Path, asking: Asking) -> tuple[str, ...]:
    """Return the names up to the first link that cannot be joined, or none."""
    if len(path.names) > _LONGEST_PATH:
        raise refused("a path is too long")
    entity = asking.of.entity
    for index, name in enumerate(path.names):
        link = entity.links.get(name)
        if link is None:
            return ()
        if link.many or (entity.name == "Observation" and name == "FeatureOfInterest"):
            return path.names[: index + 1]
        entity = MAPPED[link.target].entity
    return ()


def _exists(node: Node, hop: tuple[str, ...], asking: Asking) -> Q:
    here, prefix = asking.of, asking.prefix
    for name in hop[:-1]:
        prefix += here.ways[name].forward + "__"
        here = MAPPED[here.entity.links[name].target]
    target = MAPPED[here.entity.links[hop[-1]].target]
    rows = reached(here, hop[-1], OuterRef(f"{prefix}pk"), asking.actor)
    inner = condition(_without(node, len(hop)), replace(asking, of=target, prefix=""))
    return Q(Exists(rows.filter(inner).order_by()))


def reached(here: Mapped, link: str, source: Any, actor: Actor) -> QuerySet[Any]:
    """Return the entities that the actor sees behind a link of ``source`` (a key, or a reference to it)."""
    target = here.entity.links[link].target
    if target == "Observation" and here.entity.name == "FeatureOfInterest":
        return observations_about(source, actor)
    if here.entity.name == "Observation" and target == "FeatureOfInterest":
        return visible(target, actor).filter(pk=OuterRef("feature_id"))
    return visible(target, actor).filter(**{here.ways[link].back: source})


def _without(node: Node, count: int) -> Node:
    match node:
        case Path(names=names):
            return Path(names[count:])
        case Call(name=name, arguments=arguments):
            return Call(name, tuple(_without(each, count) for each in arguments))
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, _without(left, count), _without(right, count))
        case Unary(operator=operator, operand=operand):
            return Unary(operator, _without(operand, count))
    return node


def _statement(node: Node, asking: Asking) -> Q:
    match node:
        case Binary(operator=operator, left=left, right=right) if operator in ("eq", "ne") or operator in _COMPARISONS:
            return _comparison(operator, left, right, asking)
        case Call(name=name, arguments=arguments) if name in SPATIAL or name == "st_relate":
            return _spatial(name, arguments, asking)
    found = value(node, asking)
    if found.kind is not Kind.BOOLEAN:
        raise refused(f"a condition is expected, not a {found.kind}")
    return Q(Exact(found.expression, Value(True)))


def _comparison(operator: str, left: Node, right: Node, asking: Asking) -> Q:
    if isinstance(left, Literal) and not isinstance(right, Literal):
        return _comparison(_MIRRORED.get(operator, operator), right, left, asking)
    if isinstance(right, Literal) and right.kind is Kind.NULL:
        if operator not in ("eq", "ne"):
            raise refused("null is only compared by eq and ne")
        return Q(IsNull(value(left, asking).expression, operator == "eq"))
    if isinstance(left, Path) and left.names[-1] in ID and _entity_of(left, asking) == "Observation":
        return _is_observation(operator, right)
    one, other = value(left, asking), value(right, asking)
    kind = _common(one, other)
    columns = one.read_as(kind), other.read_as(kind)
    if operator in _COMPARISONS:
        return Q(_COMPARISONS[operator](*columns))
    return Q(Exact(*columns)) if operator == "eq" else ~Q(Exact(*columns))


def _entity_of(path: Path, asking: Asking) -> str:
    entity = asking.of.entity
    for name in path.names[:-1]:
        link = entity.links.get(name)
        entity = MAPPED[link.target].entity if link else entity
    return entity.name


def _is_observation(operator: str, right: Node) -> Q:
    if operator not in ("eq", "ne") or not isinstance(right, Literal):
        raise refused("the id of an Observation is compared by eq and ne with a string")
    key = parsed("Observation", right.value)
    found = Q(datastream_id=key[0], time=key[1]) if isinstance(key, tuple) else Q(datastream_id=0)
    return found if operator == "eq" else ~found


def _common(one: Typed, other: Typed) -> Kind:
    """Return the type in which two sides are compared."""
    kinds = {one.kind, other.kind} - {Kind.OBJECT}
    if not kinds:
        return Kind.TEXT
    for kind in (other.kind, one.kind):
        if kind in _COMPARABLE and (len(kinds) == 1 or kind in one.otherwise or kind in other.otherwise):
            return kind
    raise refused(f"a {one.kind} cannot be compared with a {other.kind}")


def value(node: Node, asking: Asking) -> Typed:
    """Return the typed expression of a tree."""
    match node:
        case Literal(value=found, kind=kind):
            return values.constant(found, kind)
        case Path(names=names):
            return _property(names, asking)
        case Call(name=name, arguments=arguments):
            return _call(name, arguments, asking)
        case Unary(operator="-", operand=operand):
            return Typed(values.number(Value(0.0), "-", value(operand, asking).read_as(Kind.NUMBER)), Kind.NUMBER)
        case Binary(operator=operator, left=left, right=right) if operator in _ARITHMETIC:
            return _arithmetic(operator, value(left, asking), value(right, asking))
    return Typed(values.truth(condition(node, asking)), Kind.BOOLEAN)


def _arithmetic(operator: str, left: Typed, right: Typed) -> Typed:
    if left.kind is Kind.INSTANT and right.kind is Kind.DURATION and operator in ("add", "sub"):
        duration = parse_duration(right.expression.value)
        if duration is None:
            raise refused("a duration looks like duration'PT1H'")
        moved = CombinedExpression(left.expression, _ARITHMETIC[operator], Value(duration))
        return Typed(ExpressionWrapper(moved, DateTimeField()), Kind.INSTANT)
    columns = left.read_as(Kind.NUMBER), _ARITHMETIC[operator], right.read_as(Kind.NUMBER)
    return Typed(values.number(*columns), Kind.NUMBER)


def _property(names: tuple[str, ...], asking: Asking) -> Typed:
    here, prefix = asking.of, asking.prefix
    while len(names) > 1 and names[0] in here.ways:
        prefix += here.ways[names[0]].forward + "__"
        here = MAPPED[here.entity.links[names[0]].target]
        names = names[1:]
    if len(names) == 3 and names[:2] == ("properties", HOUSE) and names[2] in here.house:
        return Typed(F(prefix + here.house[names[2]]), Kind.TEXT)
    column = here.columns.get(names[0])
    if column is None:
        raise refused(f"{here.entity.name} has no property {'/'.join(names)[:80]!r}")
    found = column.at(prefix)
    if len(names) > 1 and column.kind is not Kind.OBJECT:
        raise refused(f"{names[0]!r} has no parts")
    for name in names[1:]:
        found = KeyTransform(name, found)
    if here.entity.name == "Observation" and names == ("result",):
        return Typed(
            found, Kind.NUMBER, {Kind.TEXT: term_at(prefix), Kind.BOOLEAN: values.truth(Exact(found, Value(1.0)))}
        )
    return Typed(found, column.kind)


def _call(name: str, arguments: tuple[Node, ...], asking: Asking) -> Typed:
    if name == "now" and not arguments:
        return Typed(Value(asking.now, output_field=DateTimeField()), Kind.INSTANT)
    if name in SPATIAL or name == "st_relate":
        return Typed(values.truth(_spatial(name, arguments, asking)), Kind.BOOLEAN)
    function = FUNCTIONS.get(name)
    if function is None:
        raise refused(f"there is no function {name[:40]!r}")
    least = len(function.takes) if function.least is None else function.least
    if not least <= len(arguments) <= len(function.takes):
        raise refused(f"{name} takes {len(function.takes)} arguments")
    taken = [value(each, asking).read_as(kind) for each, kind in zip(arguments, function.takes, strict=False)]
    made = function.make(*taken)
    return Typed(values.truth(made) if function.gives is Kind.BOOLEAN else made, function.gives)


def _spatial(name: str, arguments: tuple[Node, ...], asking: Asking) -> Q:
    pattern = arguments[2] if name == "st_relate" and len(arguments) == 3 else None
    if len(arguments) != (2 if pattern is None else 3) or (name == "st_relate") != (pattern is not None):
        raise refused(f"{name} takes a property and a geography'...' (st_relate: and a pattern)")
    one, other = arguments[:2]
    forward, backward = SPATIAL.get(name, ("relate", ""))
    lookup = backward if isinstance(one, Literal) else forward
    one, other = (other, one) if isinstance(one, Literal) else (one, other)
    if not isinstance(other, Literal) or other.kind is not Kind.GEOMETRY or not lookup:
        raise refused(f"{name} takes a property and a geography'...'")
    column = values.at_place(value(one, asking).read_as(Kind.GEOMETRY)).name
    found: Any = values.shape(str(other.value))
    if pattern is not None:
        text = pattern.value if isinstance(pattern, Literal) else None
        if not isinstance(text, str) or not _RELATION.fullmatch(text):
            raise refused("the pattern of st_relate has nine of the letters 0 1 2 T F *")
        found = (found, text)
    return Q(**{f"{column}__{lookup}": found})
