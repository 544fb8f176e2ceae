"""Django's registration of the room."""

from django.apps import AppConfig


class DrillsConfig(AppConfig):
    """The room drills."""

    name = "anlan.drills"
    label = "drills"
    default_auto_field = "django.db.models.BigAutoField"
