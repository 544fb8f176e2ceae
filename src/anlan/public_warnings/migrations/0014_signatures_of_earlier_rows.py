"""Writes the signatures of rows that were signed before the signing table into their chain."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import Q


def fill(apps: Apps, _schema: Any) -> None:
    """Give every signed or issued warning its chain; a transmission is frozen and stays as it was sent."""
    rows = apps.get_model("public_warnings", "PublicWarning").objects
    signed = Q(signed_at__isnull=False) | Q(issued_at__isnull=False)
    for row in rows.filter(signed, signatures=[]).only("signer_name", "signed_at", "approver_name", "issued_at"):
        steps = (("review", row.signer_name, row.signed_at), ("sign", row.approver_name, row.issued_at))
        found = [
            {"step": step, "by": by, "role": "", "at": at.isoformat(), "for_name": "", "given_by": "", "reason": ""}
            for step, by, at in steps
            if at
        ]
        rows.filter(id=row.id).update(signatures=found)


class Migration(migrations.Migration):
    """Fills the chain of earlier warnings."""

    dependencies = [("public_warnings", "0013_texts_kept_once")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
