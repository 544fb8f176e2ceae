"""The addresses of registers of forces: their lists, entries, imports and confirmations."""

from django.urls import path, register_converter

from anlan.readiness import api
from anlan.readiness.pages import changing, importing, registers, reporting, requests


class RegisterConverter:
    """The key of a register in an address."""

    regex = "|".join(api.registers())

    def to_python(self, value: str) -> str:
        """Return the key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands."""
        return value


register_converter(RegisterConverter, "register")

urlpatterns = [
    path("readiness/", registers.list_page, {"register": "teams"}, name="teams"),
    path("readiness/due/", requests.due_page, name="due"),
    path("readiness/due/<register:register>/confirm/", requests.confirm, name="confirm"),
    path("readiness/changes/", requests.changes_page, name="changes"),
    path("readiness/changes/<uuid:change_id>/", requests.change_page, name="change"),
    path("readiness/changes/<uuid:change_id>/judge/", requests.judge, name="judge"),
    path("readiness/<register:register>/new/", changing.new, name="new"),
    path("readiness/<register:register>/import/", importing.upload, name="import"),
    path("readiness/<register:register>/import/<uuid:table_id>/", importing.preview, name="import-preview"),
    path("readiness/<register:register>/<uuid:entry_id>/edit/", changing.edit, name="edit"),
    path("readiness/<register:register>/<uuid:entry_id>/retire/", changing.retire, name="retire"),
    path("readiness/<register:register>/", registers.list_page, name="register"),
    path("readiness/<register:register>/<uuid:entry_id>/", registers.entry_page, name="entry"),
    path("readiness/<register:register>/<uuid:entry_id>/state/", reporting.report, name="force-report"),
]
