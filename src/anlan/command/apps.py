"""Django's registration of the room."""

from django.apps import AppConfig


class CommandConfig(AppConfig):
    """The room command."""

    name = "anlan.command"
    label = "command"
    default_auto_field = "django.db.models.BigAutoField"
