"""The person whom a row names."""

from django.contrib.gis.db import models


def person() -> models.ForeignKey:
    """Return the column of a named person; a person who goes leaves the row standing."""
    return models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
