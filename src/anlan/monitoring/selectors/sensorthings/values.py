"""Typed expressions and the functions of ``$filter``, each an expression of the database; nothing is built of text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import (
    Cast,
    Ceil,
    Concat,
    ExtractDay,
    ExtractHour,
    ExtractMinute,
    ExtractMonth,
    ExtractYear,
    Floor,
    Length,
    Lower,
    NullIf,
    Right,
    StrIndex,
    Substr,
    Trim,
    TruncDate,
    TruncTime,
    Upper,
)
from django.db.models.lookups import Exact, GreaterThan

from anlan.protocols.sensorthings.errors import BadQuery
from anlan.protocols.sensorthings.schema import Kind

_NUMBER, _TEXT, _INSTANT, _BOOLEAN, _GEOMETRY = Kind.NUMBER, Kind.TEXT, Kind.INSTANT, Kind.BOOLEAN, Kind.GEOMETRY
_LONGEST_WKT = 6000


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression with its type; ``otherwise`` is the same thing read as another type."""

    expression: Any
    kind: Kind
    otherwise: Mapping[Kind, Any] = field(default_factory=dict)

    def read_as(self, kind: Kind) -> Any:
        """Return the expression as ``kind``; refuse where it cannot be that."""
        if self.kind is kind:
            return self.expression
        if kind in self.otherwise:
            return self.otherwise[kind]
        if self.kind is Kind.OBJECT and kind in _OUT_OF_JSON:
            return _OUT_OF_JSON[kind](self.expression)
        raise refused(f"a {kind} is expected, not a {self.kind}")


def refused(detail: str) -> BadQuery:
    """Return the refusal of a filter."""
    return BadQuery(option="$filter", detail=detail)


class _JsonKind(Func):
    function = "jsonb_typeof"
    output_field = TextField()


class _JsonText(Func):
    template = "(%(expressions)s #>> '{}')"
    output_field = TextField()


def _guarded(expression: Any, kind: str, into: Any) -> Case:
    return Case(
        When(Exact(_JsonKind(expression), Value(kind)), then=Cast(_JsonText(expression), into)), output_field=into
    )


_OUT_OF_JSON: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _JsonText,
    Kind.NUMBER: lambda at: _guarded(at, "number", FloatField()),
    Kind.BOOLEAN: lambda at: _guarded(at, "boolean", BooleanField()),
}


def truth(condition: Any) -> Case:
    """Return a condition as a value."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def number(left: Any, operator: str, right: Any) -> ExpressionWrapper:
    """Return the result of arithmetic; a division by zero has none."""
    if operator in ("/", "%%"):
        right = NullIf(Cast(right, FloatField()), Value(0.0))
    if operator == "%%":
        return ExpressionWrapper(_Modulo(left, right), FloatField())
    return ExpressionWrapper(CombinedExpression(Cast(left, FloatField()), operator, right), FloatField())


class _Modulo(Func):
    template = "mod(%(expressions)s)"
    arg_joiner = "::numeric, "
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="mod(%(expressions)s::numeric)::float8", **extra)


def shape(text: str) -> GEOSGeometry:
    """Return the geometry that a text (WKT) describes."""
    text = text.partition(";")[2] if text.upper().startswith("SRID=4326;") else text
    if len(text) > _LONGEST_WKT or not text[:1].isalpha() or ";" in text:
        raise refused("a geometry is well-known text in WGS 84, longitude first")
    try:
        found = GEOSGeometry(text, srid=4326)
    except (GEOSException, GDALException, ValueError) as error:
        raise refused(f"{text[:60]!r} is no well-known text of a geometry") from error
    west, south, east, north = found.extent if not found.empty else (999, 0, 0, 0)
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise refused("a geometry lies within -180..180, -90..90")
    return found


class _Metres(Func):
    """A function of PostGIS on the spheroid."""

    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="%(function)s(%(expressions)s::geography)", arg_joiner="::geography, "
        )


def geometry(found: GEOSGeometry) -> Value:
    """Return a geometry as an expression."""
    return Value(found, output_field=GeometryField(srid=4326))


@dataclass(frozen=True, slots=True)
class Function:
    """A function: what it takes, what it gives, and its expression; with ``least`` some arguments may be left out."""

    takes: tuple[Kind, ...]
    gives: Kind
    make: Callable[..., Any]
    least: int | None = None


class _Microseconds(Func):
    template = "(mod(date_part('microseconds', %(expressions)s)::bigint, 1000000) / 1000000.0)::float8"
    output_field = FloatField()


class _Rounded(Func):
    """Halves go away from zero, as OData has it."""

    template = "round(%(expressions)s::numeric)::float8"
    output_field = FloatField()


class _Seconds(Func):
    template = "floor(date_part('second', %(expressions)s))::integer"
    output_field = IntegerField()


def _substring(text: Any, start: Any, length: Any = None) -> Substr:
    if length is None:
        return Substr(text, _plus_one(start))
    return Substr(text, _plus_one(start), _at_least_zero(length))


def _plus_one(at: Any) -> Any:
    return Cast(CombinedExpression(at, "+", Value(1), output_field=FloatField()), IntegerField())


def _at_least_zero(length: Any) -> Any:
    return Func(Cast(length, IntegerField()), Value(0), function="greatest", output_field=IntegerField())


def _index(text: Any, part: Any) -> Any:
    return CombinedExpression(StrIndex(text, part), "-", Value(1), output_field=IntegerField())


def _of_time(make: type[Func]) -> Function:
    return Function((_INSTANT,), _NUMBER, lambda at: make(at, tzinfo=UTC))


_MOMENT = DateTimeField()
FUNCTIONS: Mapping[str, Function] = {
    "substringof": Function((_TEXT, _TEXT), _BOOLEAN, lambda part, text: GreaterThan(StrIndex(text, part), Value(0))),
    "contains": Function((_TEXT, _TEXT), _BOOLEAN, lambda text, part: GreaterThan(StrIndex(text, part), Value(0))),
    "startswith": Function((_TEXT, _TEXT), _BOOLEAN, lambda text, part: Exact(StrIndex(text, part), Value(1))),
    "endswith": Function((_TEXT, _TEXT), _BOOLEAN, lambda text, part: Exact(Right(text, Length(part)), part)),
    "length": Function((_TEXT,), _NUMBER, Length),
    "indexof": Function((_TEXT, _TEXT), _NUMBER, _index),
    "substring": Function((_TEXT, _NUMBER, _NUMBER), _TEXT, _substring, least=2),
    "tolower": Function((_TEXT,), _TEXT, Lower),
    "toupper": Function((_TEXT,), _TEXT, Upper),
    "trim": Function((_TEXT,), _TEXT, Trim),
    "concat": Function((_TEXT, _TEXT), _TEXT, lambda one, other: Concat(one, other, output_field=TextField())),
    "year": _of_time(ExtractYear),
    "month": _of_time(ExtractMonth),
    "day": _of_time(ExtractDay),
    "hour": _of_time(ExtractHour),
    "minute": _of_time(ExtractMinute),
    "second": Function((_INSTANT,), _NUMBER, _Seconds),
    "fractionalseconds": Function((_INSTANT,), _NUMBER, _Microseconds),
    "date": Function((_INSTANT,), Kind.DATE, lambda at: TruncDate(at, tzinfo=UTC)),
    "time": Function((_INSTANT,), Kind.CLOCK, lambda at: TruncTime(at, tzinfo=UTC)),
    "totaloffsetminutes": Function((_INSTANT,), _NUMBER, lambda _at: Value(0)),
    "mindatetime": Function((), _INSTANT, lambda: Value(datetime(1, 1, 1, tzinfo=UTC), output_field=_MOMENT)),
    "maxdatetime": Function((), _INSTANT, lambda: Value(datetime(9999, 12, 31, tzinfo=UTC), output_field=_MOMENT)),
    "round": Function((_NUMBER,), _NUMBER, _Rounded),
    "floor": Function((_NUMBER,), _NUMBER, Floor),
    "ceiling": Function((_NUMBER,), _NUMBER, Ceil),
    "geo.distance": Function(
        (_GEOMETRY, _GEOMETRY), _NUMBER, lambda one, other: _Metres(one, other, function="ST_Distance")
    ),
    "geo.length": Function((_GEOMETRY,), _NUMBER, lambda at: _Metres(at, function="ST_Length")),
}
SPATIAL: Mapping[str, tuple[str, str]] = {
    "geo.intersects": ("intersects", "intersects"),
    "st_intersects": ("intersects", "intersects"),
    "st_equals": ("equals", "equals"),
    "st_disjoint": ("disjoint", "disjoint"),
    "st_touches": ("touches", "touches"),
    "st_overlaps": ("overlaps", "overlaps"),
    "st_crosses": ("crosses", "crosses"),
    "st_within": ("within", "contains"),
    "st_contains": ("contains", "within"),
}


def constant(value: Any, kind: Kind) -> Typed:
    """Return a value of the filter itself as an expression."""
    if kind is Kind.GEOMETRY:
        return Typed(geometry(shape(value)), kind)
    if kind is Kind.INSTANT:
        return Typed(Value(value, output_field=DateTimeField()), kind)
    return Typed(Value(value), kind)


def at_place(expression: Any) -> F:
    """Return the column that an expression is; refuse where it is computed."""
    if not isinstance(expression, F):
        raise refused("a geometry function takes a property and a geometry'...'")
    return expression
