"""Django's registration of the room."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """The room support."""

    name = "anlan.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
