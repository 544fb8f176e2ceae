"""Django's registration of the room."""

from django.apps import AppConfig


class DangersConfig(AppConfig):
    """The room dangers."""

    name = "anlan.dangers"
    label = "dangers"
    default_auto_field = "django.db.models.BigAutoField"
