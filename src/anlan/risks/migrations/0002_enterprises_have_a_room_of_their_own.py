"""Enterprises and major hazards move to the room ``enterprises``: their tables are renamed, their rows stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_registries_of_what_threatens")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("MajorHazard", "enterprises_majorhazard"),
                migrations.AlterModelTable("Enterprise", "enterprises_enterprise"),
            ],
            state_operations=[migrations.DeleteModel("MajorHazard"), migrations.DeleteModel("Enterprise")],
        )
    ]
