"""Open hidden dangers on the map, each as grave as its grade."""

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from anlan.dangers.domain.states import OPEN, Grade
from anlan.dangers.models import Danger
from anlan.dangers.selectors.scope import visible
from anlan.kernel.actors import Actor
from anlan.support.tiles import PointLayer, PointLayers


def _open(actor: Actor) -> QuerySet[Danger]:
    grave = Case(
        When(grade=Grade.MAJOR.value, then=Value(4)),
        When(grade=Grade.ORDINARY.value, then=Value(2)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = visible(actor).filter(state__in=[state.value for state in sorted(OPEN)], location__isnull=False)
    return rows.annotate(name=F("title"), level=grave)


LAYERS = PointLayers(
    dangers=PointLayer(rows=_open, columns=("location", "id", "name", "grade", "state", "level"), worst="level"),
)
tile = LAYERS.tile
