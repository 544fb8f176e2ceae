"""Django's registration of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The room web."""

    name = "anlan.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
