"""Django's registration of the room."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """The room duty."""

    name = "anlan.duty"
    label = "duty"
    default_auto_field = "django.db.models.BigAutoField"
