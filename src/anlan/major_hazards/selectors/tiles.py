"""Major hazards on the map, each as grave as its class."""

from django.db.models import Case, F, IntegerField, Value, When

from anlan.major_hazards.domain.units import NO_CLASS_YET, NOT_MAJOR
from anlan.major_hazards.models import Unit
from anlan.major_hazards.selectors.units import READ
from anlan.places import api as places
from anlan.support.tiles import PointLayer, PointLayers

_LEVEL = Case(When(gravity=NO_CLASS_YET, then=Value(4)), default=5 - F("gravity"), output_field=IntegerField())
LAYERS = PointLayers(
    major_hazards=PointLayer(
        rows=lambda actor: places.seen_by(actor, READ, Unit.objects.exclude(gravity=NOT_MAJOR)).annotate(level=_LEVEL),
        columns=("location", "id", "name", "gravity", "level"),
        worst="level",
    ),
)
tile = LAYERS.tile
