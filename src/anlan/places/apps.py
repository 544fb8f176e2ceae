"""Django's registration of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room places."""

    name = "anlan.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
