"""Django's registration of the room."""

from django.apps import AppConfig


class PublicWarningsConfig(AppConfig):
    """The room public_warnings."""

    name = "anlan.public_warnings"
    label = "public_warnings"
    default_auto_field = "django.db.models.BigAutoField"
