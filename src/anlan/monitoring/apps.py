"""Django's registration of the room."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The room monitoring."""

    name = "anlan.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
