"""Django's registration of the room."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """The room enforcement."""

    name = "anlan.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"
