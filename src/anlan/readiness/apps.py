"""Django's registration of the room."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """The room readiness."""

    name = "anlan.readiness"
    label = "readiness"
    default_auto_field = "django.db.models.BigAutoField"
