"""Django's registration of the room."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The room enterprises."""

    name = "anlan.enterprises"
    label = "enterprises"
    default_auto_field = "django.db.models.BigAutoField"
