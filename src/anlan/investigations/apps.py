"""Django's registration of the room."""

from django.apps import AppConfig


class InvestigationsConfig(AppConfig):
    """The room investigations."""

    name = "anlan.investigations"
    label = "investigations"
    default_auto_field = "django.db.models.BigAutoField"
