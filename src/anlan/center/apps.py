"""Django's registration of the room."""

from django.apps import AppConfig


class CenterConfig(AppConfig):
    """The room center."""

    name = "anlan.center"
    label = "center"
    default_auto_field = "django.db.models.BigAutoField"
