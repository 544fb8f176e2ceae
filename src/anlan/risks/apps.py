"""Django's registration of the room."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    """The room risks."""

    name = "anlan.risks"
    label = "risks"
    default_auto_field = "django.db.models.BigAutoField"
