from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("losses", "0004_what_was_released_never_changes")]

    operations = [migrations.AddField("entry", "pressed", models.BigIntegerField(null=True))]
