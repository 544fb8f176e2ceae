"""Django's registration of the room."""

from django.apps import AppConfig


class MajorHazardsConfig(AppConfig):
    """The room major_hazards."""

    name = "anlan.major_hazards"
    label = "major_hazards"
    default_auto_field = "django.db.models.BigAutoField"
