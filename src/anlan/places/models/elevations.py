"""The ground's height, as grids on square cells."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Elevation(models.Model):
    """A grid of elevations in m on square cells in metres, packed as a GeoTIFF, and the box on the earth it covers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=120)
    as_of = models.DateField()
    digest = models.CharField(max_length=64, unique=True)
    cell_m = models.FloatField()
    rows = models.IntegerField()
    columns = models.IntegerField()
    box = models.PolygonField(srid=4326)
    packed = models.BinaryField()
    is_demo = models.BooleanField(default=False)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["cell_m", "-as_of", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.cell_m:g} m"
