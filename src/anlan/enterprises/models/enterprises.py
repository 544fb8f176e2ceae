"""The register of enterprises."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Enterprise(models.Model):
    """A firm whose work can harm people outside its fence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    industry = models.CharField(max_length=30)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    staff = models.IntegerField(default=0)
    contact = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
