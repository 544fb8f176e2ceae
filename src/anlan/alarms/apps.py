"""Django's registration of the room."""

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    """The room alarms."""

    name = "anlan.alarms"
    label = "alarms"
    default_auto_field = "django.db.models.BigAutoField"
