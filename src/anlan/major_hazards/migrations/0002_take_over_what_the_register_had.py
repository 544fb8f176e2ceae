"""Major hazards that were rows of ``enterprises`` become units here, with what R was as the first line of history."""

from datetime import UTC, datetime

from django.db import migrations


def take_over(apps, schema_editor):
    try:
        old = apps.get_model("enterprises", "MajorHazard")
    except LookupError:
        return
    unit, stock, reckoning = (apps.get_model("major_hazards", name) for name in ("Unit", "Stock", "Reckoning"))
    now = datetime.now(UTC)
    for row in old.objects.order_by("code").iterator():
        common = {"s": row.quantity / row.critical_quantity, "r": row.r_value, "gravity": row.hazard_class}
        made = unit.objects.create(
            id=row.id,
            enterprise_id=row.enterprise_id,
            code=row.code,
            name=row.name,
            kind="storage",
            region=row.region,
            location=row.location,
            reckoned_at=now,
            major_since=now.date(),
            due_what="identification",
            due_on=now.date(),
            is_demo=row.is_demo,
            **common,
        )
        stock.objects.create(unit=made, substance=row.substance, quantity=str(row.quantity), changed_at=now)
        reckoning.objects.create(unit=made, at=now, cause="taken_over", **common)


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0001_the_tables_that_stood_in_risks"),
        ("major_hazards", "0001_units_with_stock_and_history"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
