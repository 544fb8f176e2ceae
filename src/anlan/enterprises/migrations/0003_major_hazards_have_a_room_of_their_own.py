"""Major hazards went to the room ``major_hazards``; an enterprise keeps the class of its gravest one."""

from django.db import migrations, models
from django.db.models import Min


def note_gravest(apps, schema_editor):
    enterprise, hazard = (apps.get_model("enterprises", name) for name in ("Enterprise", "MajorHazard"))
    found = hazard.objects.order_by().values_list("enterprise_id").annotate(gravest=Min("hazard_class"))
    for enterprise_id, gravest in found:
        enterprise.objects.filter(id=enterprise_id).update(gravest_hazard=gravest)


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0002_files_of_enterprises"),
        ("major_hazards", "0002_take_over_what_the_register_had"),
    ]

    operations = [
        migrations.AddField(
            model_name="enterprise", name="gravest_hazard", field=models.SmallIntegerField(null=True)
        ),
        migrations.RunPython(note_gravest, migrations.RunPython.noop),
        migrations.DeleteModel(name="MajorHazard"),
    ]
