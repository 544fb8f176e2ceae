"""Django's registration of the room."""

from django.apps import AppConfig


class SafetyDutiesConfig(AppConfig):
    """The room safety duties."""

    name = "anlan.safety_duties"
    label = "safety_duties"
    default_auto_field = "django.db.models.BigAutoField"
